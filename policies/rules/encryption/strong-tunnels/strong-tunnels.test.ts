import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { EditableObject } from '../../../testing/mutation.js';
import { strongTunnels } from './strong-tunnels.js';

const OFFER = {
  ike_versions: ['ikev2'],
  phase1_dh_group_numbers: [20],
  phase1_encryption_algorithms: ['AES256-GCM-16'],
  phase1_integrity_algorithms: ['SHA2-384'],
  phase2_dh_group_numbers: [20],
  phase2_encryption_algorithms: ['AES256-GCM-16'],
  phase2_integrity_algorithms: ['SHA2-384'],
};
const key = (name: string) => `\${data.aws_secretsmanager_secret_version.${name}.secret_string}`;
const connection = (changed: EditableObject = {}): EditableObject => ({
  ...Object.fromEntries(
    [1, 2].flatMap((number) => Object.entries(OFFER).map(([name, value]) => [`tunnel${number}_${name}`, value])),
  ),
  tunnel1_preshared_key: key('a'),
  tunnel2_preshared_key: key('b'),
  ...changed,
});
const stack = (resource: EditableObject) => ({
  stacks: {
    'example-use1-usc1-links': { data: { aws_secretsmanager_secret_version: { a: {}, b: {} } }, resource },
  },
});
const aws = (changed?: EditableObject) => stack({ aws_vpn_connection: { one: connection(changed) } });

describe('ENC-010 strong tunnels', () => {
  it('passes strong offers with a key for each tunnel', () => {
    expect(outcomesOf(strongTunnels, aws())).toEqual(['pass']);
    const tunnel = { ike_version: 2, shared_secret: key('a') };
    expect(outcomesOf(strongTunnels, stack({ google_compute_vpn_tunnel: { one: tunnel } }))).toEqual(['pass']);
  });

  it.each([
    [{ tunnel1_ike_versions: ['ikev1', 'ikev2'] }, 'tunnel1_ike_versions offers ikev1'],
    [{ tunnel2_phase1_dh_group_numbers: [2] }, 'tunnel2_phase1_dh_group_numbers offers 2'],
    [{ tunnel2_phase2_encryption_algorithms: [] }, 'tunnel2_phase2_encryption_algorithms offers everything'],
    [{ tunnel2_preshared_key: key('a') }, 'two tunnels have the same key'],
    [{ tunnel2_preshared_key: null }, 'a tunnel has no key of ours'],
  ])('fails %o', (changed, message) => {
    expect(messagesOf(strongTunnels, aws(changed))).toEqual([message]);
  });

  it('fails tunnels of Google that share a key or speak the old protocol', () => {
    const tunnel = { ike_version: 2, shared_secret: key('a') };
    const shared = stack({ google_compute_vpn_tunnel: { one: tunnel, two: tunnel } });
    expect(outcomesOf(strongTunnels, shared)).toEqual(['fail', 'fail']);
    const old = stack({ google_compute_vpn_tunnel: { one: { ...tunnel, ike_version: 1 } } });
    expect(messagesOf(strongTunnels, old)).toEqual(['negotiates IKEv1']);
  });

  it('does not know what a variable decides, and is not applicable without tunnels', () => {
    expect(outcomesOf(strongTunnels, aws({ tunnel1_ike_versions: '${var.versions}' }))).toEqual(['unknown']);
    expect(outcomesOf(strongTunnels, {})).toEqual(['not-applicable']);
  });
});
