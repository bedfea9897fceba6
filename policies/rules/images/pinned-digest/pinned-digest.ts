import { textAt } from '../../../engine/json.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { judgeContainers } from '../../pods/container-verdicts.js';

/** A tag is a promise that whoever can push may break; a digest is the image. */
export const pinnedDigest = defineRule<Workload>({
  id: 'IMG-001',
  area: 'images',
  severity: 'high',
  title: 'every container image is pinned by digest',
  risk: 'what was reviewed and signed is not what runs after the next push of the same tag',
  fix: 'write the image as repository@sha256:<64 hex digits>',
  population: 'every pod template, with init and ephemeral containers',
  covers: ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload) =>
    judgeContainers(workload, ({ object }) => {
      const image = textAt(object, 'image');
      return [
        image !== undefined && /^[^@\s]+@sha256:[0-9a-f]{64}$/.test(image)
          ? undefined
          : { says: `runs ${image ?? 'no named image'}, which is not pinned by digest`, value: image },
      ];
    }),
});
