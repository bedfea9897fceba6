import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { ISecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { cloudIdentity, secretKey, SECRET_STORE } from '../../services/definition/names.js';
import {
  TELEMETRY_IDENTITY,
  TELEMETRY_SECRETS_READER,
  telemetrySecretPath,
} from '../../services/definition/observability-names.js';
import { customResource } from '../custom-resource.js';
import { identityAnnotation } from '../service/service-account.js';
import { secretProvider } from '../service/secret-provider.js';
import type { ObservedLocation } from './observed-location.js';

/** The secret manager of a location as a namespace of the platform sees it, and the identity that reads it. */
export function telemetrySecretStore(chart: Construct, { platform, location }: ObservedLocation): void {
  const identity = cloudIdentity(platform.environment.name, TELEMETRY_IDENTITY, location.name);
  new k8s.KubeServiceAccount(chart, TELEMETRY_SECRETS_READER, {
    metadata: { name: TELEMETRY_SECRETS_READER, annotations: identityAnnotation(identity, location) },
    automountServiceAccountToken: false,
  });
  customResource<ISecretStore>(chart, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: SECRET_STORE },
    spec: { provider: secretProvider(location, TELEMETRY_SECRETS_READER) },
  });
}

/** A secret with the named members of one entry of the secret manager, which is a JSON object. */
export const telemetrySecret = (
  { platform, location }: ObservedLocation,
  name: string,
  members: readonly string[],
): IExternalSecret => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name },
  spec: {
    refreshInterval: '1h',
    secretStoreRef: { kind: 'SecretStore', name: SECRET_STORE },
    target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: members.map((property) => ({
      secretKey: property,
      remoteRef: {
        key: secretKey(platform.environment.name, location.name, telemetrySecretPath(name), location.cloud),
        property,
      },
    })),
  },
});
