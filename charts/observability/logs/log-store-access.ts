import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { ObservedLocation } from '../observed-location.js';
import { telemetrySecret } from '../telemetry-secrets.js';

/** A program that signs in to Elasticsearch: one name, one password, one role with no more than it needs. */
export interface LogStoreWriter {
  /** Name of the secret. */
  readonly secret: string;
  readonly role: string;
  readonly clusterRights: readonly string[];
  readonly indices: readonly string[];
  readonly indexRights: readonly string[];
}

export const LOG_SHIPPER: LogStoreWriter = {
  secret: 'log-shipper-login',
  role: 'log-shipper',
  clusterRights: ['monitor', 'manage_ilm', 'manage_index_templates'],
  indices: ['logs-access*', 'logs-application*'],
  indexRights: ['create_doc', 'create_index', 'view_index_metadata', 'auto_configure'],
};

export const TRACE_STORE: LogStoreWriter = {
  secret: 'trace-store-login',
  role: 'trace-store',
  clusterRights: ['monitor', 'manage_index_templates'],
  indices: ['jaeger-*'],
  indexRights: ['write', 'read', 'create_index', 'delete_index', 'view_index_metadata'],
};

export const LOG_STORE_WRITERS = [LOG_SHIPPER, TRACE_STORE] as const;

/** The login in the form that the operator reads for Elasticsearch's file realm, and the definition of its role beside it. */
export function writerSecret(observed: ObservedLocation, writer: LogStoreWriter): IExternalSecret {
  const secret = telemetrySecret(observed, writer.secret, ['username', 'password']);
  const role = {
    [writer.role]: {
      cluster: writer.clusterRights,
      indices: [{ names: writer.indices, privileges: writer.indexRights }],
    },
  };
  return {
    ...secret,
    spec: {
      ...secret.spec,
      target: {
        ...secret.spec?.target,
        template: {
          type: 'kubernetes.io/basic-auth',
          data: {
            username: '{{ .username }}',
            password: '{{ .password }}',
            roles: writer.role,
            'roles.yml': JSON.stringify(role),
          },
        },
      },
    },
  };
}
