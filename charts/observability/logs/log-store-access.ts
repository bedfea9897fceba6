import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import { KIBANA_KEYSTORE } from '../../../services/definition/observability-names.js';
import type { ObservedLocation } from '../observed-location.js';
import { telemetrySecret } from '../telemetry-secrets.js';

/** Who signs in to Elasticsearch: one name, one password, one role with no more than it needs. */
export interface LogStoreLogin {
  /** Name of the secret. */
  readonly secret: string;
  readonly role: string;
  readonly clusterRights: readonly string[];
  readonly indices: readonly string[];
  readonly indexRights: readonly string[];
  /** Features of Kibana. */
  readonly kibana?: readonly string[];
}

export const LOG_SHIPPER: LogStoreLogin = {
  secret: 'log-shipper-login',
  role: 'log-shipper',
  clusterRights: ['monitor', 'manage_ilm', 'manage_index_templates'],
  indices: ['logs-access*', 'logs-application*'],
  indexRights: ['create_doc', 'create_index', 'view_index_metadata', 'auto_configure'],
};

export const TRACE_STORE: LogStoreLogin = {
  secret: 'trace-store-login',
  role: 'trace-store',
  clusterRights: ['monitor', 'manage_index_templates'],
  indices: ['jaeger-*'],
  indexRights: ['write', 'read', 'create_index', 'delete_index', 'view_index_metadata'],
};

/** Whoever reads logs in Kibana, once the edge knows who it is. */
export const LOG_READER: LogStoreLogin = {
  secret: 'log-reader-login',
  role: 'log-reader',
  clusterRights: ['monitor'],
  indices: ['logs-access*', 'logs-application*'],
  indexRights: ['read', 'view_index_metadata'],
  kibana: ['feature_discover.read', 'feature_dashboard.read'],
};

export const LOG_STORE_LOGINS = [LOG_SHIPPER, TRACE_STORE, LOG_READER] as const;

/** What Kibana puts into its keystore so that it can sign readers in. */
export function kibanaKeystore(observed: ObservedLocation): IExternalSecret {
  const login = telemetrySecret(observed, LOG_READER.secret, ['username', 'password']);
  const anonymous = 'xpack.security.authc.providers.anonymous.anonymous1.credentials';
  return {
    ...login,
    metadata: { name: KIBANA_KEYSTORE },
    spec: {
      ...login.spec,
      target: {
        ...login.spec?.target,
        name: KIBANA_KEYSTORE,
        template: {
          data: { [`${anonymous}.username`]: '{{ .username }}', [`${anonymous}.password`]: '{{ .password }}' },
        },
      },
    },
  };
}

/** The login in the form that the operator reads for Elasticsearch's file realm, and the definition of its role beside it. */
export function loginSecret(observed: ObservedLocation, login: LogStoreLogin): IExternalSecret {
  const secret = telemetrySecret(observed, login.secret, ['username', 'password']);
  const role = {
    [login.role]: {
      cluster: login.clusterRights,
      indices: [{ names: login.indices, privileges: login.indexRights }],
      ...(login.kibana === undefined
        ? {}
        : { applications: [{ application: 'kibana-.kibana', privileges: login.kibana, resources: ['*'] }] }),
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
            roles: login.role,
            'roles.yml': JSON.stringify(role),
          },
        },
      },
    },
  };
}
