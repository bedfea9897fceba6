/** Error codes about topics. */
export const topicsCodes = {
  'topic-without-producer': {
    title: 'A consumed topic has no producer',
    why: 'The consumer would wait forever.',
    fix: 'consume a topic that a service produces',
  },
  'topic-producers': {
    title: 'Two services produce one topic',
    why: 'One service owns the schema and the order of a topic.',
    fix: 'give each service a topic of its own',
  },
  'topic-prefix': {
    title: 'A topic does not start with the name of its producer',
    why: 'The owner of a topic is visible in its name.',
    fix: 'name it <service>.<event>',
  },
  'topic-schema': {
    title: 'A consumer expects another schema than the producer writes',
    why: 'Every record would go to the dead-letter topic.',
    fix: 'use the format of the producer',
  },
  'topic-class': {
    title: 'A topic carries data above the class of a service',
    why: 'Whoever handles data is protected for its class.',
    fix: 'raise the data class of the service',
  },
  'topic-partitions': {
    title: 'A consumer scales beyond the partitions of its topic',
    why: 'A group reads with at most one replica for each partition; the others idle.',
    fix: 'lower scaling.max or raise partitions',
  },
  'topic-retention': {
    title: 'A topic keeps records longer than the service may',
    why: 'Retention limits hold for every copy.',
    fix: 'lower the retention of the topic',
  },
} as const;
