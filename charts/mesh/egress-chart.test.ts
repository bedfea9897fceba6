import { describe, expect, it } from 'vitest';
import { find, platformOf, serviceManifests } from '../testing/synthesized.js';

const production = platformOf('production');

describe('what a service may reach', () => {
  const manifests = serviceManifests(production, 'notification', 'use1');

  it('is refused unless registered', () => {
    expect(find(manifests, 'Sidecar', 'notification').spec).toMatchObject({
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    });
  });

  it('is its declared callees and externals, stores and Kafka', () => {
    const { spec } = find(manifests, 'Sidecar', 'notification');
    expect(spec['egress']).toEqual([
      {
        hosts: [
          './*',
          'auth/auth-canary.auth.svc.cluster.local',
          'auth/auth-stable.auth.svc.cluster.local',
          'auth/auth.auth.svc.cluster.local',
          'ledger/ledger-canary.ledger.svc.cluster.local',
          'ledger/ledger-stable.ledger.svc.cluster.local',
          'ledger/ledger.ledger.svc.cluster.local',
          'monitoring/otel-collector.monitoring.svc.cluster.local',
        ],
      },
    ]);
    const entries = manifests.filter(({ kind }) => kind === 'ServiceEntry');
    expect(entries.map(({ metadata }) => metadata.name)).toEqual([
      'apple-push',
      'google-push',
      'sendgrid',
      'twilio',
      'kafka',
      'postgres',
      'redis',
    ]);
    for (const { spec: entry } of entries) expect(entry['exportTo']).toEqual(['.']);
  });

  it('never includes private addresses or the metadata service through an external', () => {
    const { spec } = find(manifests, 'NetworkPolicy', 'declared-egress');
    const open = (
      spec['egress'] as { to: { ipBlock?: { cidr: string; except?: string[] } }[]; ports: object[] }[]
    ).filter(({ to }) => to.some(({ ipBlock }) => ipBlock?.cidr === '0.0.0.0/0'));
    expect(open).toHaveLength(1);
    expect(open[0]?.ports).toEqual([{ port: 443, protocol: 'TCP' }]);
    expect(open[0]?.to[0]?.ipBlock?.except).toEqual(
      expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16']),
    );
  });

  it('includes the pod’s identity only where Kafka is the cloud’s own', () => {
    const metadata = { use1: '169.254.170.23/32', usc1: '169.254.169.254/32' };
    for (const [location, address] of Object.entries(metadata)) {
      const native = serviceManifests(platformOf('staging'), 'ledger', location);
      expect(find(native, 'ServiceEntry', 'cloud-identity').spec['addresses']).toEqual([address]);
      expect(find(native, 'NetworkPolicy', 'declared-egress').spec['egress']).toContainEqual({
        to: [{ ipBlock: { cidr: address } }],
        ports: [{ port: 80, protocol: 'TCP' }],
      });
    }
    expect(manifests.some(({ metadata: { name } }) => name === 'cloud-identity')).toBe(false);
  });

  it('stays closed without externals', () => {
    const { spec } = find(serviceManifests(production, 'auth', 'use1'), 'NetworkPolicy', 'declared-egress');
    expect(JSON.stringify(spec)).not.toContain('0.0.0.0/0');
    expect(JSON.stringify(spec)).toContain('10.16.128.0/20');
  });
});

it('lets in declared callers, the gateway and the scraper only', () => {
  const { spec } = find(serviceManifests(production, 'ledger', 'use1'), 'NetworkPolicy', 'declared-ingress');
  const peers = (
    spec['ingress'] as { from: { namespaceSelector: { matchLabels: Record<string, string> } }[] }[]
  ).flatMap(({ from }) =>
    from.map(({ namespaceSelector }) => namespaceSelector.matchLabels['kubernetes.io/metadata.name']),
  );
  expect(peers).toEqual(['fraud', 'notification', 'istio-ingress', 'monitoring']);
});
