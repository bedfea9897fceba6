import { groupBy } from './group-by.js';
import type { DeclaredIntent } from './intent.js';
import type { Json } from './json.js';
import type { Manifest } from './manifest.js';
import type { Subject } from './subject.js';
import type { TerraformResource } from './terraform-resource.js';
import { type Workload, workloadsIn } from './workload.js';

/** A Terraform stack: what its resources share. A subject of its own for rules about state and providers. */
export interface TerraformStack extends Subject {
  readonly resources: readonly TerraformResource[];
  /** The `terraform` block: backend, required providers. */
  readonly settings: Json;
  /** The `provider` block by provider name. */
  readonly providers: Json;
}

export interface GraphProps {
  readonly environment: string;
  readonly asOf: string;
  readonly intent: DeclaredIntent;
  readonly stacks: readonly TerraformStack[];
  readonly manifests: readonly Manifest[];
}

/** Everything one environment consists of, and how its parts point at each other. */
export class ArtifactGraph {
  readonly environment: string;
  /** ISO date that stands for today. */
  readonly asOf: string;
  readonly intent: DeclaredIntent;
  readonly stacks: readonly TerraformStack[];
  readonly #manifests: ReadonlyMap<string, readonly Manifest[]>;
  readonly #resources: ReadonlyMap<string, readonly TerraformResource[]>;
  readonly #workloads: readonly Workload[];
  #byNamespace: ReadonlyMap<string, readonly Manifest[]> | undefined;

  constructor(props: GraphProps) {
    this.environment = props.environment;
    this.asOf = props.asOf;
    this.intent = props.intent;
    this.stacks = props.stacks;
    this.#manifests = groupBy(props.manifests, ({ kind }) => kind);
    this.#resources = groupBy(
      props.stacks.flatMap(({ resources }) => resources),
      ({ kind, mode }) => (mode === 'data' ? `data.${kind}` : kind),
    );
    this.#workloads = props.manifests.flatMap(workloadsIn);
  }

  /** Managed resources of the given types; data sources as `data.<type>`. */
  terraform(...types: readonly string[]): readonly TerraformResource[] {
    const [only] = types;
    if (types.length === 1 && only !== undefined) return this.#resources.get(only) ?? [];
    return types.flatMap((type) => this.#resources.get(type) ?? []);
  }
  /** Kubernetes objects of the given kinds. */
  manifests(...kinds: readonly string[]): readonly Manifest[] {
    const [only] = kinds;
    if (kinds.length === 1 && only !== undefined) return this.#manifests.get(only) ?? [];
    return kinds.flatMap((kind) => this.#manifests.get(kind) ?? []);
  }
  /** Every pod template, also those inside custom resources. */
  workloads(): readonly Workload[] {
    return this.#workloads;
  }
  /** Terraform types (data sources as `data.<type>`) and manifest kinds that occur at all. */
  kinds(): { readonly terraform: readonly string[]; readonly manifests: readonly string[] } {
    return { terraform: [...this.#resources.keys()].sort(), manifests: [...this.#manifests.keys()].sort() };
  }
  /** Every Kubernetes object. */
  allManifests(): readonly Manifest[] {
    return [...this.#manifests.values()].flat();
  }
  /** Objects of a kind in one namespace of one location. */
  inNamespace(kind: string, location: string, namespace: string): readonly Manifest[] {
    this.#byNamespace ??= groupBy(this.allManifests(), (manifest) =>
      namespaceKey(manifest.kind, manifest.location, manifest.namespace),
    );
    return this.#byNamespace.get(namespaceKey(kind, location, namespace)) ?? [];
  }
}

const namespaceKey = (kind: string, location: string, namespace: string): string => `${location}/${namespace}/${kind}`;
