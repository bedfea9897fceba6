import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** What every model of a custom resource has in common. */
interface CustomResourceModel {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
}

/**
 * Adds a custom resource to a chart. Name the model at the call, `customResource<ISidecar>(…)`: its type then refuses
 * unknown keys of the literal while compiling; its CRD's schema refuses the rest while synthesizing.
 */
export function customResource<Model extends CustomResourceModel>(scope: Construct, manifest: NoInfer<Model>): void {
  new CustomResource(scope, manifest);
}

/** A custom resource is plain data without tokens, so it needs none of cdk8s' resolving, which costs more than all the rest. */
class CustomResource extends ApiObject {
  private readonly manifest: CustomResourceModel;

  constructor(scope: Construct, manifest: CustomResourceModel) {
    const { apiVersion, kind, metadata = {} } = manifest;
    super(scope, `${kind}.${metadata.name ?? ''}`, { apiVersion, kind, metadata });
    this.manifest = manifest;
  }

  override toJson(): object {
    const { apiVersion, kind, metadata = {}, ...rest } = this.manifest;
    const { namespace } = this.metadata;
    return {
      apiVersion,
      kind,
      metadata: {
        ...metadata,
        name: this.name,
        ...(namespace === undefined ? {} : { namespace }),
        labels: { ...this.chart.labels, ...metadata.labels },
      },
      ...rest,
    };
  }
}
