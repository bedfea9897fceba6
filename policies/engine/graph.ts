import { groupBy } from './group-by.js';
import type { DeclaredIntent } from './intent.js';
import type { Json } from './json.js';
import type { Manifest } from './manifest.js';
import type { TerraformResource } from './terraform-resource.js';
import { type Workload, workloadsIn } from './workload.js';

/** What is known of a Terraform stack besides its resources. */
export interface TerraformStack {
  readonly name: string;
  /** Location or jurisdiction of the stack. */
  readonly location: string;
  readonly file: string;
  readonly declaredAt: string | undefined;
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
    return types.flatMap((type) => this.#resources.get(type) ?? []);
  }
  /** Kubernetes objects of the given kinds. */
  manifests(...kinds: readonly string[]): readonly Manifest[] {
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
  /** Objects of a kind in one namespace of one location. */
  inNamespace(kind: string, location: string, namespace: string): readonly Manifest[] {
    return this.manifests(kind).filter(
      (manifest) => manifest.location === location && manifest.namespace === namespace,
    );
  }
}
