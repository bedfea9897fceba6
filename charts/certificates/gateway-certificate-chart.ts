import type { Construct } from 'constructs';
import { GATEWAY_CERTIFICATE, GATEWAY_NAMESPACE } from '../../services/definition/names.js';
import { ZONE_TOKEN } from '../../services/definition/platform-namespaces.js';
import type { Location, Platform } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import type { ICertificate } from '../custom-resources/models/certificate.js';
import type { IClusterIssuer } from '../custom-resources/models/cluster-issuer.js';
import { platformLabels } from '../labels.js';

const ISSUER = 'public-names';
/** Directory of a public authority that the edge believes; source: Let's Encrypt's documentation of its ACME endpoints. */
const ACME_DIRECTORY = 'https://acme-v02.api.letsencrypt.org/directory';

export interface CertificatesProps {
  readonly platform: Platform;
  readonly location: Location;
}

/**
 * The certificate that the public gateway shows to the edge, which verifies its authority and its name. An environment without an edge has
 * nobody to convince, and signs it by itself. The authority of the edge's own certificates is a secret beside it (`…-cacert`).
 */
export class GatewayCertificateChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: CertificatesProps) {
    super(scope, id, { labels: platformLabels('certificates', platform, location) });
    const hosts = platform.jurisdictions.find(({ name }) => name === location.jurisdiction)?.hosts ?? {};
    customResource<IClusterIssuer>(this, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: ISSUER },
      spec: issuer(platform),
    });
    customResource<ICertificate>(this, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: GATEWAY_CERTIFICATE, namespace: GATEWAY_NAMESPACE },
      spec: {
        secretName: GATEWAY_CERTIFICATE,
        dnsNames: [...new Set([location.originHost, ...Object.values(hosts)])].sort(),
        revisionHistoryLimit: 2,
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        usages: ['digital signature', 'server auth'],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: ISSUER },
      },
    });
  }
}

function issuer({ environment }: Platform): IClusterIssuer['spec'] {
  if (environment.edge === null) return { selfSigned: {} };
  return {
    acme: {
      server: ACME_DIRECTORY,
      email: environment.edge.notify,
      privateKeySecretRef: { name: `${ISSUER}-account` },
      solvers: [
        {
          selector: { dnsZones: [environment.domain] },
          dns01: { cloudflare: { apiTokenSecretRef: { ...ZONE_TOKEN } } },
        },
      ],
    },
  };
}
