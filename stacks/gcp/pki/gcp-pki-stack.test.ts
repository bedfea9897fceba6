import { describe, expect, it } from 'vitest';
import { found, platformOf, resourceCounts, resourceOf, synthesized } from '../../testing/synthesized-stacks.js';

const production = synthesized([platformOf('production')]);
const stack = found(production.get('production-usc1-pki'), 'stack');
const pool = resourceOf(stack, 'google_privateca_ca_pool', 'pool');

describe('GcpPkiStack', () => {
  it('has one authority below the root, and one identity that has certificates signed', () => {
    expect(resourceCounts(stack)).toEqual({
      google_privateca_ca_pool: 1,
      google_privateca_ca_pool_iam_member: 1,
      google_privateca_certificate_authority: 1,
      google_service_account: 1,
      google_service_account_iam_member: 1,
    });
  });

  it('signs workloads of its own mesh, for TLS and for days', () => {
    expect(pool).toMatchObject({
      issuance_policy: {
        allowed_issuance_modes: { allow_config_based_issuance: false, allow_csr_based_issuance: true },
        baseline_values: {
          ca_options: { non_ca: true },
          key_usage: { extended_key_usage: { client_auth: true, server_auth: true } },
        },
        identity_constraints: {
          allow_subject_passthrough: false,
          cel_expression: {
            expression:
              'subject_alt_names.size() == 1 && subject_alt_names.all(san, san.type == URI && san.value.startsWith("spiffe://production.finflow.example/ns/"))',
          },
        },
        maximum_lifetime: '604800s',
      },
      lifecycle: { prevent_destroy: true },
      location: 'us-central1',
      tier: 'DEVOPS',
    });
  });

  it('waits for the root, and signs for no authority and no other trust domain', () => {
    expect(resourceOf(stack, 'google_privateca_certificate_authority', 'intermediate')).toMatchObject({
      config: {
        subject_config: { subject: { common_name: 'usc1 mesh authority of production.finflow.example' } },
        x509_config: {
          ca_options: { is_ca: true, zero_max_issuer_path_length: true },
          name_constraints: { critical: true, permitted_uris: ['production.finflow.example'] },
        },
      },
      deletion_protection: true,
      key_spec: { algorithm: 'EC_P256_SHA256' },
      lifecycle: { ignore_changes: ['pem_ca_certificate', 'subordinate_config'], prevent_destroy: true },
      pool: '${google_privateca_ca_pool.pool.name}',
      skip_grace_period: false,
      type: 'SUBORDINATE',
    });
  });

  it('lets one service account of this cluster ask this pool', () => {
    expect(resourceOf(stack, 'google_service_account_iam_member', 'certificate-issuer-user')).toMatchObject({
      member: 'serviceAccount:finflow-production-usc1.svc.id.goog[cert-manager/google-cas-issuer]',
      role: 'roles/iam.workloadIdentityUser',
    });
    expect(resourceOf(stack, 'google_privateca_ca_pool_iam_member', 'certificate-issuing')).toMatchObject({
      ca_pool: '${google_privateca_ca_pool.pool.id}',
      member: '${google_service_account.certificate-issuer.member}',
      role: 'roles/privateca.certificateRequester',
    });
  });

  it('keeps within the 64 characters of a common name and the 30 of an account', () => {
    for (const [name, json] of [...production, ...synthesized([platformOf('staging')])]) {
      if (!name.endsWith('-pki') || json.provider['google'] === undefined) continue;
      const { config } = resourceOf(json, 'google_privateca_certificate_authority', 'intermediate');
      const { subject_config: subject } = config as { subject_config: { subject: { common_name: string } } };
      expect(subject.subject.common_name.length).toBeLessThanOrEqual(64);
      const account = resourceOf(json, 'google_service_account', 'certificate-issuer')['account_id'];
      expect(String(account).length).toBeLessThanOrEqual(30);
    }
  });
});
