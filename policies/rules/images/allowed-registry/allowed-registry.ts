import type { ArtifactGraph } from '../../../engine/graph.js';
import { textAt } from '../../../engine/json.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { judgeContainers } from '../../pods/container-verdicts.js';

/** Compares where images come from with the registries of the environment, and which run with those declared. */
export const allowedRegistry = defineRule<Workload>({
  id: 'IMG-002',
  area: 'images',
  severity: 'high',
  title: 'images come from the registries of the environment, and a service runs the image it declares',
  risk: 'an image that nobody built or scanned runs next to customer data',
  fix: 'mirror the image into an allowed registry and declare it under runtime.image',
  population: 'every pod template, with init and ephemeral containers',
  covers: ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload, graph) => {
    const { registries } = graph.intent.platform.environment.images;
    const declared = declaredImage(workload, graph);
    return judgeContainers(workload, ({ object, role, name }) => {
      const image = textAt(object, 'image') ?? '';
      const isForeign = !registries.some((registry) => image.startsWith(`${registry}/`));
      const isOther = role === 'main' && name === workload.service && declared !== undefined && image !== declared;
      return [
        isForeign
          ? { says: `comes from ${registryOf(image)}, not from ${registries.join(' or ')}`, value: image }
          : undefined,
        isOther ? { says: `runs ${image}, not the declared ${declared}`, value: image } : undefined,
      ];
    });
  },
});

const declaredImage = ({ service }: Workload, graph: ArtifactGraph): string | undefined =>
  service === undefined ? undefined : graph.intent.service(service)?.runtime.image.reference;

/** An image without a host comes from Docker Hub. */
const registryOf = (image: string): string => {
  const [host = ''] = image.split('/');
  return image.includes('/') && /[.:]|^localhost$/.test(host) ? host : 'docker.io';
};
