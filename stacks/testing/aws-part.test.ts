import { expect, it } from 'vitest';
import { awsPartOf } from './aws-part.js';

it('leaves what AWS understands, and nothing of Google or about it', () => {
  const stack = {
    provider: { aws: [{ region: 'us-east-1' }], google: [{ project: 'p' }] },
    data: { google_project: { own: {} }, aws_ec2_transit_gateway: { transit: {} } },
    resource: {
      google_compute_vpn_tunnel: { tunnel: {} },
      aws_customer_gateway: {
        gateway: {
          bgp_asn: '64514',
          depends_on: ['google_compute_vpn_tunnel.tunnel', 'aws_kms_key.key'],
          ip_address: '${google_compute_ha_vpn_gateway.gateway.vpn_interfaces[0].ip_address}',
          type: 'ipsec.1',
        },
      },
    },
  };
  expect(JSON.parse(awsPartOf(JSON.stringify(stack)))).toEqual({
    provider: { aws: [{ region: 'us-east-1' }] },
    data: { aws_ec2_transit_gateway: { transit: {} } },
    resource: {
      aws_customer_gateway: { gateway: { bgp_asn: '64514', depends_on: ['aws_kms_key.key'], type: 'ipsec.1' } },
    },
  });
});
