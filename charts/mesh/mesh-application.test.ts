import { describe, expect, it } from 'vitest';
import { find, locationManifests, platformOf } from '../testing/synthesized.js';

const manifests = locationManifests(platformOf('production'), 'euw4');
const inNamespace = (namespace: string) => manifests.filter(({ metadata }) => metadata.namespace === namespace);

describe('mesh defaults', () => {
  const defaults = inNamespace('istio-system');

  it('are encrypted, closed and registered', () => {
    expect(find(defaults, 'PeerAuthentication', 'default').spec).toEqual({ mtls: { mode: 'STRICT' } });
    expect(find(defaults, 'AuthorizationPolicy', 'default-deny').spec).toEqual({});
    expect(find(defaults, 'Sidecar', 'default').spec).toMatchObject({
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    });
  });
});

describe('public gateway', () => {
  const gateway = inNamespace('istio-ingress');

  it('speaks mutual TLS with the edge, for the jurisdiction’s hosts, to namespaces with public routes', () => {
    expect(find(gateway, 'Gateway', 'public-gateway').spec['servers']).toEqual([
      {
        hosts: [
          './eu.finflow.example',
          ...['auth', 'fraud', 'ledger', 'notification'].map((name) => `${name}/eu.finflow.example`),
        ],
        port: { number: 443, name: 'https', protocol: 'HTTPS' },
        tls: { mode: 'MUTUAL', credentialName: 'public-gateway-certificate', minProtocolVersion: 'TLSV1_2' },
      },
    ]);
  });

  it('answers the edge’s monitors itself', () => {
    expect(find(gateway, 'VirtualService', 'edge-health').spec).toMatchObject({
      hosts: ['eu.finflow.example'],
      http: [{ match: [{ uri: { exact: '/edge-health' } }], directResponse: { status: 200 } }],
    });
  });

  it('lets declared paths pass only', () => {
    const rules = JSON.stringify(find(gateway, 'AuthorizationPolicy', 'public-routes').spec['rules']);
    for (const path of ['/edge-health', '/v1/transfers', '/oauth2', '/v1/webhooks/delivery'])
      expect(rules).toContain(`"${path}"`);
    expect(rules).not.toContain('"/*"');
  });

  it('reaches the services behind it and the strangled system', () => {
    const { spec } = find(gateway, 'NetworkPolicy', 'public-gateway');
    expect(JSON.stringify(spec['egress'])).toContain('"kubernetes.io/metadata.name":"ledger"');
    expect(JSON.stringify(spec['egress'])).not.toContain('0.0.0.0/0');
  });

  it('knows a strangled system once, verifies its name and shows it to the namespaces that route to it', () => {
    const entries = manifests.filter(({ kind, metadata }) => kind === 'ServiceEntry' && metadata.name === 'monolith');
    expect(entries.map(({ metadata }) => metadata.namespace)).toEqual(['istio-ingress']);
    expect(entries[0]?.spec).toMatchObject({
      hosts: ['monolith.internal.finflow.example'],
      exportTo: ['.', 'auth', 'ledger'],
      ports: [{ number: 443, protocol: 'HTTPS' }],
    });
    expect(find(gateway, 'DestinationRule', 'monolith').spec).toMatchObject({
      exportTo: ['.', 'auth', 'ledger'],
      trafficPolicy: {
        tls: { mode: 'SIMPLE', caCertificates: 'system', subjectAltNames: ['monolith.internal.finflow.example'] },
      },
    });
  });
});
