import { describe, expect, it } from 'vitest';
import type { Platform } from '../../services/definition/platform.js';
import { find, platformOf, serviceManifests } from '../testing/synthesized.js';

const production = platformOf('production');
const manifests = serviceManifests(production, 'ledger', 'use1');
const rollout = find(manifests, 'Rollout', 'ledger');

const changed = (change: (service: Platform['services'][number]) => Platform['services'][number]): Platform => ({
  ...production,
  services: production.services.map((service) => (service.name === 'ledger' ? change(service) : service)),
});

describe('pods', () => {
  it('run restricted, read-only and without a token', () => {
    expect(rollout.spec).toMatchObject({
      template: {
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              image: expect.stringMatching(/^registry\.finflow\.example\/ledger@sha256:[0-9a-f]{64}$/) as string,
              securityContext: {
                allowPrivilegeEscalation: false,
                privileged: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              resources: {
                requests: { cpu: '1000m', memory: '1024Mi' },
                limits: { cpu: '1000m', memory: '1024Mi' },
              },
              readinessProbe: { httpGet: { path: '/health/ready', port: 'http' } },
              lifecycle: { preStop: { sleep: { seconds: 5 } } },
            },
          ],
        },
      },
    });
  });

  it('know whose tokens to believe and where their data may go', () => {
    const text = JSON.stringify(rollout.spec);
    expect(text).toContain('{"name":"TOKEN_ISSUER","value":"https://api.finflow.example"}');
    expect(text).toContain(
      '{"name":"TOKEN_KEYS_URL","value":"http://auth.auth.svc.cluster.local:8080/.well-known/jwks.json"}',
    );
    expect(text).toContain('{"name":"FINFLOW_PEER_LOCATIONS","value":"usc1,usw2"}');
    const european = JSON.stringify(find(serviceManifests(production, 'ledger', 'euw4'), 'Rollout', 'ledger').spec);
    expect(european).toContain('{"name":"FINFLOW_PEER_LOCATIONS","value":"euc1"}');
    expect(european).toContain('{"name":"TOKEN_ISSUER","value":"https://eu.finflow.example"}');
  });

  it('take secrets from references only', () => {
    const text = JSON.stringify(rollout.spec);
    expect(text).toContain(
      '{"name":"DATABASE_URL","valueFrom":{"secretKeyRef":{"name":"ledger-database","key":"DATABASE_URL"}}}',
    );
    expect(find(manifests, 'ExternalSecret', 'ledger-database').spec).toMatchObject({
      target: { name: 'ledger-database' },
      data: [{ secretKey: 'DATABASE_URL', remoteRef: { key: 'finflow/production/use1/ledger/database' } }],
    });
  });

  it('roll when their contract changes, and only then', () => {
    const checksum = (platform: Platform): string | undefined =>
      /"finflow.io\/contract-checksum":"([0-9a-f]{64})"/.exec(
        JSON.stringify(find(serviceManifests(platform, 'ledger', 'use1'), 'Rollout', 'ledger')),
      )?.[1];
    const before = checksum(production);
    expect(before).toBeDefined();
    expect(checksum(changed((service) => ({ ...service, scaling: { ...service.scaling, max: 25 } })))).toBe(before);
    expect(checksum(changed((service) => ({ ...service, flags: [] })))).not.toBe(before);
  });

  it('go to the card-data pool when they hold card data', () => {
    const platform = changed((service) => ({ ...service, derived: { ...service.derived, nodePool: 'card-data' } }));
    const { spec } = find(serviceManifests(platform, 'ledger', 'use1'), 'Rollout', 'ledger');
    const taints = production.locations
      .find(({ name }) => name === 'use1')
      ?.nodePools.find(({ name }) => name === 'card-data')?.taints;
    expect(spec).toMatchObject({
      template: {
        spec: {
          nodeSelector: { 'finflow.io/node-pool': 'card-data' },
          tolerations: taints?.map(({ key, value, effect }) => ({ key, operator: 'Equal', value, effect })),
        },
      },
    });
  });
});

describe('scaling', () => {
  it('targets the Rollout and measures the program, not its proxy', () => {
    expect(find(manifests, 'HorizontalPodAutoscaler', 'ledger').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'ledger' },
      minReplicas: 6,
      maxReplicas: 24,
      metrics: [{ type: 'ContainerResource', containerResource: { container: 'ledger', name: 'cpu' } }],
    });
  });

  it('bounds disruptions of the same pods that the Services select', () => {
    const selector = { 'app.kubernetes.io/name': 'ledger' };
    expect(find(manifests, 'PodDisruptionBudget', 'ledger').spec).toMatchObject({
      maxUnavailable: 1,
      selector: { matchLabels: selector },
    });
    for (const name of ['ledger', 'ledger-stable', 'ledger-canary'])
      expect(find(manifests, 'Service', name).spec['selector']).toEqual(selector);
    expect(rollout.spec).toMatchObject({ selector: { matchLabels: selector } });
  });
});

describe('identity', () => {
  it('is bound to the cloud identity of the location', () => {
    expect(find(manifests, 'ServiceAccount', 'ledger').metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::111111111111:role/p-use1-ledger',
    });
    const google = serviceManifests(production, 'ledger', 'usc1');
    expect(find(google, 'ServiceAccount', 'ledger').metadata.annotations).toEqual({
      'iam.gke.io/gcp-service-account': 'p-usc1-ledger@finflow-production-usc1.iam.gserviceaccount.com',
    });
  });

  it('reads its own secrets by itself', () => {
    expect(JSON.stringify(find(manifests, 'SecretStore', 'location-secrets').spec)).toContain(
      '"serviceAccountRef":{"name":"ledger"}',
    );
  });
});
