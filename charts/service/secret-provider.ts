import type { ISecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore';
import type { Location } from '../../services/definition/platform.js';

/** The location's secret manager, read with the cloud identity of a service account of the store's own namespace. */
export function secretProvider(
  location: Location,
  serviceAccount: string,
): NonNullable<ISecretStore['spec']>['provider'] {
  if (location.cloud === 'gcp') {
    const { project, region, clusterName } = location;
    return {
      gcpsm: {
        projectID: project,
        auth: {
          workloadIdentity: { clusterLocation: region, clusterName, serviceAccountRef: { name: serviceAccount } },
        },
      },
    };
  }
  return {
    aws: {
      service: 'SecretsManager',
      region: location.region,
      auth: { jwt: { serviceAccountRef: { name: serviceAccount } } },
    },
  };
}
