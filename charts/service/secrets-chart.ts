import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { ISecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore';
import type { Construct } from 'constructs';
import { SECRET_STORE, secretName } from '../../services/definition/names.js';
import type { Location, Service } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { serviceLabels } from '../labels.js';
import type { Placement } from '../placement.js';
import { secretProvider } from './secret-provider.js';

/**
 * A service's secrets, read with the service's own identity: the store impersonates the ServiceAccount, so a mistake in a
 * key reaches nothing that the service's role could not read anyway. A cluster-wide store would read every service's secrets.
 */
export class SecretsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location, service }: Placement) {
    const { namespace } = service.derived;
    super(scope, id, { namespace, labels: serviceLabels(service, platform.environment.name, location.name) });
    if (service.secrets.length === 0) return;
    customResource<ISecretStore>(this, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: SECRET_STORE },
      spec: { provider: secretProvider(location, service.derived.serviceAccount) },
    });
    for (const secret of service.secrets) this.addSecret(service, secret, location);
  }

  private addSecret(service: Service, secret: Service['secrets'][number], location: Location): void {
    const key = secret.remoteKeys[location.name];
    if (key === undefined)
      throw new RangeError(`${service.name}: secret ${secret.name} has no key in ${location.name}`);
    const name = secretName(service.name, secret.name);
    customResource<IExternalSecret>(this, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name, annotations: { 'finflow.io/rotate-days': String(secret.rotateDays) } },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'SecretStore', name: SECRET_STORE },
        target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: [{ secretKey: secret.env, remoteRef: { key } }],
      },
    });
  }
}
