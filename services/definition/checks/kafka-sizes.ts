import { memoryMib } from '../source/units.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext } from './check-context.js';

/** What Google's Managed Kafka accepts for each vCPU. */
const MIN_MIB_PER_VCPU = 1024;
const MAX_MIB_PER_VCPU = 8 * 1024;

/** Sizes of Kafka that a cloud would refuse when the first cluster is created. */
export function checkKafkaSizes({ loaded }: CheckContext): Diagnostic[] {
  return loaded.environments.flatMap(({ source, definition }) => {
    const { aws, gcp } = definition.kafka.native;
    const at = (path: readonly string[], message: string, fix: string): Diagnostic =>
      source.diagnose(['kafka', 'native', ...path], 'value', { code: 'kafka-size', message, fix });
    const least = gcp.vcpu * MIN_MIB_PER_VCPU;
    const most = gcp.vcpu * MAX_MIB_PER_VCPU;
    const size = memoryMib(gcp.memory);
    return [
      ...(aws.storageGiB <= aws.maxStorageGiB
        ? []
        : [
            at(
              ['aws', 'storageGiB'],
              `disks of ${aws.storageGiB} GiB are above at most ${aws.maxStorageGiB} GiB`,
              `lower it to ${aws.maxStorageGiB}, or raise maxStorageGiB`,
            ),
          ]),
      ...(size >= least && size <= most
        ? []
        : [
            at(
              ['gcp', 'memory'],
              `${gcp.vcpu} vCPUs take from ${least / 1024} to ${most / 1024} GiB`,
              `write ${least / 256}Gi`,
            ),
          ]),
    ];
  });
}
