import type { Attributes } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { isObject, type JsonObject } from '../../../engine/json.js';

/** A node pool that repels pods, as the cluster's Terraform creates it. */
export interface IsolatedPool {
  readonly name: string;
  readonly labels: JsonObject;
  readonly taint: { readonly key: string; readonly value: string };
}

/** Node pools of a location whose hard taint carries the pool's declared name. */
export function isolatedPools(graph: ArtifactGraph, location: string, name: string): readonly IsolatedPool[] {
  const groups = graph
    .terraform('aws_eks_node_group')
    .filter((group) => group.location === location)
    .flatMap((group) => poolsIn(group, name));
  const pools = graph
    .terraform('google_container_node_pool')
    .filter((pool) => pool.location === location)
    .flatMap((pool) => pool.blocks('node_config'))
    .flatMap((config) => poolsIn(config, name));
  return [...groups, ...pools];
}

/** AWS and Google name the same block `taint` and the same map `labels`; only their effects are spelled differently. */
function poolsIn(attributes: Attributes, name: string): readonly IsolatedPool[] {
  const labels = attributes.value('labels');
  return attributes
    .blocks('taint')
    .filter((taint) => ['NO_SCHEDULE', 'NO_EXECUTE'].includes(textOf(taint, 'effect')))
    .filter((taint) => textOf(taint, 'value') === name)
    .map((taint) => ({
      name,
      labels: labels.state === 'known' && isObject(labels.value) ? labels.value : {},
      taint: { key: textOf(taint, 'key'), value: textOf(taint, 'value') },
    }));
}

function textOf(attributes: Attributes, path: string): string {
  const value = attributes.value(path);
  return value.state === 'known' && typeof value.value === 'string' ? value.value : '';
}
