import { describe, expect, it } from 'vitest';
import { found, platformOf, resourceCounts, resourceOf, synthesized } from '../../testing/synthesized-stacks.js';

const stack = found(synthesized([platformOf('production')]).get('production-usc1-pki'), 'pki');

describe('GcpPkiStack', () => {
  it('has one authority, alone in its pool, and one who asks for certificates', () => {
    expect(resourceCounts(stack)).toEqual({
      google_privateca_ca_pool: 1,
      google_privateca_ca_pool_iam_member: 1,
      google_privateca_certificate_authority: 1,
      google_service_account: 1,
      google_service_account_iam_member: 1,
    });
  });

  it('waits for the offline root, and cannot be destroyed', () => {
    expect(resourceOf(stack, 'google_privateca_certificate_authority', 'intermediate')).toMatchObject({
      type: 'SUBORDINATE',
      desired_state: 'AWAITING_USER_ACTIVATION',
      deletion_protection: true,
      key_spec: { algorithm: 'EC_P256_SHA256' },
      config: { x509_config: { ca_options: { is_ca: true, zero_max_issuer_path_length: true } } },
    });
  });

  it('signs workloads of this mesh for seven days, and no authority', () => {
    const { issuance_policy: policy } = resourceOf(stack, 'google_privateca_ca_pool', 'mesh');
    expect(policy).toMatchObject({
      maximum_lifetime: '604800s',
      allowed_issuance_modes: { allow_config_based_issuance: false },
      baseline_values: { ca_options: { is_ca: false } },
      identity_constraints: { allow_subject_passthrough: false },
    });
    expect(JSON.stringify(policy)).toContain('spiffe://production.finflow.example/');
    expect(resourceOf(stack, 'google_service_account_iam_member', 'certificate-issuer-pods')['member']).toBe(
      'serviceAccount:finflow-production-usc1.svc.id.goog[cert-manager/google-cas-issuer]',
    );
  });
});
