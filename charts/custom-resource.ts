import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** What every model of a custom resource has in common. */
interface CustomResourceModel {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
}

/**
 * Adds a custom resource to a chart. Name the model at the call, `customResource<ISidecar>(…)`: its type then refuses
 * unknown keys of the literal while compiling; its CRD's schema refuses the rest while synthesizing.
 */
export function customResource<Model extends CustomResourceModel>(
  scope: Construct,
  manifest: NoInfer<Model>,
): ApiObject {
  const { apiVersion, kind, metadata = {}, ...rest } = manifest;
  const { name = '' } = metadata;
  return new ApiObject(scope, `${kind}.${name}`, { apiVersion, kind, metadata, ...rest });
}
