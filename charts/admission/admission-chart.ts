import type { Construct } from 'constructs';
import type { Location, Platform } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import type {
  IValidatingAdmissionPolicy,
  IValidatingAdmissionPolicyBinding,
} from '../custom-resources/models/admission-policy.js';
import { platformLabels } from '../labels.js';

export interface AdmissionProps {
  readonly platform: Platform;
  readonly location: Location;
}

const POLICY = 'service-pods';
/** Containers that the mesh adds while a pod is admitted; their image comes with Istio's release. */
const MESH_CONTAINERS = ['istio-init', 'istio-proxy', 'istio-validation'];
const REQUIRED_LABELS = ['app.kubernetes.io/name', 'finflow.io/owner', 'finflow.io/data-class', 'finflow.io/pci-scope'];

/**
 * Pods of services run images of the environment's registries, by digest, and say whose they are. Pod Security refuses privileged ones. Whether an
 * image is signed is beyond CEL, which calls nobody: Google's clusters check attestations, and elsewhere the release process does.
 */
export class AdmissionChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: AdmissionProps) {
    super(scope, id, { labels: platformLabels('admission', platform, location) });
    const registries = platform.environment.images.registries.map((host) => host.replaceAll('.', '\\.')).join('|');
    const image = `^(${registries})(:[0-9]+)?/[^@]+@sha256:[0-9a-f]{64}$`;
    customResource<IValidatingAdmissionPolicy>(this, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: POLICY },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['pods', 'pods/ephemeralcontainers'],
            },
          ],
        },
        variables: [
          {
            name: 'containers',
            expression: ['containers', 'initContainers', 'ephemeralContainers']
              .map(
                (list) =>
                  `(has(object.spec.${list}) ? object.spec.${list} : []).map(c, {"name": c.name, "image": c.image})`,
              )
              .join(' + '),
          },
          {
            name: 'own',
            expression: `variables.containers.filter(c, !(c.name in ${JSON.stringify(MESH_CONTAINERS)}))`,
          },
        ],
        validations: [
          {
            expression: `variables.own.all(c, c.image.matches(${JSON.stringify(image)}))`,
            message: `an image comes from ${platform.environment.images.registries.join(' or ')} and is named by its digest`,
            reason: 'Forbidden',
          },
          {
            expression: `${JSON.stringify(REQUIRED_LABELS)}.all(l, has(object.metadata.labels) && l in object.metadata.labels)`,
            message: `a pod carries the labels ${REQUIRED_LABELS.join(', ')}`,
            reason: 'Invalid',
          },
        ],
      },
    });
    customResource<IValidatingAdmissionPolicyBinding>(this, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: POLICY },
      spec: {
        policyName: POLICY,
        validationActions: ['Deny', 'Audit'],
        // Only namespaces of services say how far along their service is.
        matchResources: {
          namespaceSelector: { matchExpressions: [{ key: 'finflow.io/lifecycle', operator: 'Exists' }] },
        },
      },
    });
  }
}
