import type { ICustomResourceMetadata } from './metadata.js';

/** A rule in CEL that the API server itself applies; the part of the kind of Kubernetes that is used here. */
export interface IValidatingAdmissionPolicy {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'ValidatingAdmissionPolicy';
  readonly metadata: ICustomResourceMetadata;
  readonly spec: {
    readonly failurePolicy: 'Fail';
    readonly matchConstraints: {
      readonly resourceRules: readonly {
        readonly apiGroups: readonly string[];
        readonly apiVersions: readonly string[];
        readonly operations: readonly ('CREATE' | 'UPDATE')[];
        readonly resources: readonly string[];
      }[];
    };
    readonly variables?: readonly { readonly name: string; readonly expression: string }[];
    readonly validations: readonly {
      readonly expression: string;
      readonly message: string;
      readonly reason: 'Forbidden' | 'Invalid';
    }[];
  };
}

/** Where a policy holds, and what happens to what breaks it. */
export interface IValidatingAdmissionPolicyBinding {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'ValidatingAdmissionPolicyBinding';
  readonly metadata: ICustomResourceMetadata;
  readonly spec: {
    readonly policyName: string;
    readonly validationActions: readonly ('Deny' | 'Audit' | 'Warn')[];
    readonly matchResources: {
      readonly namespaceSelector: {
        readonly matchExpressions: readonly { readonly key: string; readonly operator: 'Exists' }[];
      };
    };
  };
}
