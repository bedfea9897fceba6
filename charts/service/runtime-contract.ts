import { createHash } from 'node:crypto';
import type { Placement } from '../placement.js';

/** What a program must know about its own declaration: two JSON files, mounted into its pods. */
export interface RuntimeContract {
  readonly 'contract.json': string;
  readonly 'flags.json': string;
}

/** The contract of a service in one location; field names are the resolved platform's. */
export function runtimeContract(placement: Placement): RuntimeContract {
  const { platform, location, service } = placement;
  const contract = {
    service: service.name,
    tier: service.tier,
    environment: platform.environment.name,
    location: { name: location.name, cloud: location.cloud, region: location.region, standby: location.standby },
    jurisdiction: location.jurisdiction,
    compliance: service.compliance,
    recovery: service.recovery,
    ports: service.runtime.ports,
    health: service.runtime.health,
    terminationGraceSeconds: service.runtime.terminationGraceSeconds,
    resilience: service.resilience,
    calls: service.calls,
    data: service.data,
    kafka: kafkaContract(placement),
    slo: service.slo,
    capacity: service.capacity,
    secrets: service.secrets.map(({ name, env, rotateDays }) => ({ name, env, rotateDays })),
  };
  return { 'contract.json': json(contract), 'flags.json': json(flagConfiguration(placement)) };
}

/** Changes whenever the contract does: as an annotation of the pod template it makes pods read a new contract by rolling. */
export function contractChecksum(contract: RuntimeContract): string {
  return createHash('sha256').update(contract['contract.json']).update(contract['flags.json']).digest('hex');
}

function kafkaContract({ platform, location, service, produces, consumes }: Placement): object {
  const topics = new Map([...produces, ...consumes].map((topic) => [topic.name, topic]));
  const described = (name: string) => {
    const topic = topics.get(name);
    if (topic === undefined) throw new RangeError(`${service.name}: the topic ${name} is not resolved`);
    const { owner, partitions, retentionHours, schema, compatibility, dataClass, replicate } = topic;
    return { topic: name, owner, partitions, retentionHours, schema, compatibility, dataClass, replicate };
  };
  return {
    bootstrap: platform.environment.kafka.bootstrap[location.name],
    produces: service.kafka.produces.map(described),
    consumes: service.kafka.consumes.map(({ topic, ...subscription }) => ({ ...described(topic), ...subscription })),
  };
}

/** OpenFeature flags in the format of flagd: each variant by its value, the default by its name. */
function flagConfiguration({ service }: Placement): object {
  const flags = service.flags.map(({ key, value, owner, expires }) => {
    const variants = typeof value === 'boolean' ? { on: true, off: false } : { default: value };
    const defaultVariant = typeof value === 'boolean' ? (value ? 'on' : 'off') : 'default';
    return [key, { state: 'ENABLED', variants, defaultVariant, metadata: { owner, expires } }] as const;
  });
  return { $schema: 'https://flagd.dev/schema/v0/flags.json', flags: Object.fromEntries(flags) };
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
