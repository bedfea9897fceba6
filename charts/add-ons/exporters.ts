import { MONITORING_NAMESPACE } from '../../services/definition/names.js';
import { KAFKA_EXPORTER_LOGIN } from '../../services/definition/observability-names.js';
import type { Environment, Location } from '../../services/definition/platform.js';
import type { AddOnsOf } from './add-on.js';

/** Exporters that belong to no other add-on: Kafka's consumer groups from outside, and connections to peer locations. */
export const exporters: AddOnsOf = ({ environment }, location) => {
  const bootstrap = environment.kafka.bootstrap[location.name];
  return [
    ...(bootstrap === undefined
      ? []
      : [
          {
            release: 'kafka-exporter',
            wave: 'platform' as const,
            namespace: MONITORING_NAMESPACE,
            values: {
              fullnameOverride: 'kafka-exporter',
              kafkaServer: [bootstrap],
              ...kafkaSignIn(environment.kafka.driver, location),
              prometheus: { serviceMonitor: { enabled: true, namespace: MONITORING_NAMESPACE, interval: '15s' } },
              resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
            },
          },
        ]),
    {
      release: 'blackbox-exporter',
      wave: 'platform',
      namespace: MONITORING_NAMESPACE,
      values: {
        fullnameOverride: 'blackbox-exporter',
        config: { modules: { tcp_connect: { prober: 'tcp', timeout: '5s' } } },
        resources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '64Mi' } },
      },
    },
  ];
};

/** A user that describes topics and groups and reads nothing: by IAM where Amazon's brokers ask for it, by name and password elsewhere. */
function kafkaSignIn(
  driver: Environment['kafka']['driver'],
  { cloud, region }: Location,
): Readonly<Record<string, unknown>> {
  const always = ['--tls.enabled', '--offset.show-all=false'];
  if (driver === 'native' && cloud === 'aws')
    return { extraArgs: [...always, '--sasl.enabled', '--sasl.mechanism=awsiam', `--sasl.aws-region=${region}`] };
  return {
    extraArgs: always,
    sasl: { enabled: true, scram: { enabled: true, mechanism: 'plain', secretName: KAFKA_EXPORTER_LOGIN } },
  };
}
