import { describe, expect, it } from 'vitest';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const platform = platformOf('production');
const stacks = synthesized([platform]);
const usc1 = found(stacks.get('production-usc1-cluster'), 'usc1');
const euw4 = found(stacks.get('production-euw4-cluster'), 'euw4');
const cluster = resourceOf(usc1, 'google_container_cluster', 'cluster');

describe('the cluster of a Google Cloud location', () => {
  it('consists of these resources', () => {
    const services = platform.services.length;
    expect(resourceCounts(usc1)).toEqual({
      google_binary_authorization_attestor: 1,
      google_binary_authorization_policy: 1,
      google_cloud_quotas_quota_preference: 1,
      google_compute_reservation: 6,
      google_container_analysis_note: 1,
      google_container_cluster: 1,
      google_container_node_pool: 3,
      google_gke_backup_backup_plan: 1,
      google_kms_crypto_key: 5,
      google_kms_crypto_key_iam_member: 4,
      google_kms_key_ring: 1,
      google_project_iam_member: 3 + services,
      google_pubsub_topic: 1,
      google_service_account: 3 + services,
      google_service_account_iam_member: services + 3,
    });
  });

  it('is reachable from declared private networks only', () => {
    expect(cluster['private_cluster_config']).toMatchObject({
      enable_private_nodes: true,
      enable_private_endpoint: true,
      master_ipv4_cidr_block: '10.50.240.0/28',
    });
    expect(cluster['master_authorized_networks_config']).toEqual({
      gcp_public_cidrs_access_enabled: false,
      cidr_blocks: [
        { cidr_block: '10.250.0.0/20', display_name: 'office-vpn' },
        { cidr_block: '10.250.16.0/20', display_name: 'ci-runners' },
      ],
    });
    expect(cluster).toMatchObject({
      enable_legacy_abac: false,
      master_auth: { client_certificate_config: { issue_client_certificate: false } },
      anonymous_authentication_config: { mode: 'LIMITED' },
    });
  });

  it('backs up objects and volumes night by night, and lets nobody shorten that', () => {
    expect(cluster['addons_config']).toMatchObject({ gke_backup_agent_config: { enabled: true } });
    expect(resourceOf(usc1, 'google_gke_backup_backup_plan', 'backups')).toMatchObject({
      cluster: '${google_container_cluster.cluster.id}',
      location: 'us-central1',
      backup_config: {
        all_namespaces: true,
        include_volume_data: true,
        encryption_key: { gcp_kms_encryption_key: '${google_kms_crypto_key.backups-key.id}' },
      },
      backup_schedule: { cron_schedule: '0 3 * * *' },
      retention_policy: { backup_retain_days: 90, backup_delete_lock_days: 90, locked: true },
    });
  });

  it('encrypts its secrets with its own rotating key in its own region', () => {
    expect(cluster['database_encryption']).toEqual({
      state: 'ENCRYPTED',
      key_name: '${google_kms_crypto_key.secrets-key.id}',
    });
    expect(resourceOf(usc1, 'google_kms_key_ring', 'keys')).toMatchObject({ location: 'us-central1' });
    expect(resourceOf(euw4, 'google_kms_key_ring', 'keys')).toMatchObject({ location: 'europe-west4' });
    for (const key of Object.values(resourcesOf(usc1, 'google_kms_crypto_key'))) {
      const rotates = key['purpose'] === 'ENCRYPT_DECRYPT';
      expect(key['rotation_period']).toBe(rotates ? '7776000s' : undefined);
      expect(key).toMatchObject({
        version_template: { protection_level: 'HSM' },
        lifecycle: { prevent_destroy: true },
      });
    }
  });

  it('runs attested images and nothing else', () => {
    expect(resourceOf(usc1, 'google_binary_authorization_policy', 'image-admission')).toMatchObject({
      default_admission_rule: { evaluation_mode: 'ALWAYS_DENY', enforcement_mode: 'ENFORCED_BLOCK_AND_AUDIT_LOG' },
      cluster_admission_rules: [
        { cluster: 'us-central1.finflow-production-usc1', evaluation_mode: 'REQUIRE_ATTESTATION' },
      ],
    });
    expect(cluster['binary_authorization']).toEqual({ evaluation_mode: 'PROJECT_SINGLETON_POLICY_ENFORCE' });
  });

  it('reserves in every zone what a takeover needs, what is up included, and asks for a quota for all of it', () => {
    const reserved = Object.values(resourcesOf(usc1, 'google_compute_reservation'));
    const general = reserved.filter(({ name }) => String(name).includes('-general-'));
    expect(general.map(({ zone }) => zone)).toEqual(['us-central1-a', 'us-central1-b', 'us-central1-c']);
    for (const { specific_reservation } of general) {
      expect(specific_reservation).toEqual({ count: 6, instance_properties: { machine_type: 'n2-standard-16' } });
    }
    expect(resourceOf(usc1, 'google_cloud_quotas_quota_preference', 'vcpu-quota-n2')).toMatchObject({
      dimensions: { region: 'us-central1' },
      quota_config: { preferred_value: String(3 * (4 * 4 + 21 * 16 + 5 * 8)) },
      quota_id: 'N2-CPUS-per-project-region',
    });
    expect(resourceOf(usc1, 'google_container_node_pool', 'nodes-general')['node_config']).toMatchObject({
      reservation_affinity: { consume_reservation_type: 'ANY_RESERVATION' },
    });
    expect(euw4.resource).not.toHaveProperty('google_compute_reservation');
  });

  it('gives every node pool the size, zones, taints and identity of the plan', () => {
    const pools = found(
      platform.locations.find(({ name }) => name === 'usc1'),
      'usc1',
    ).nodePools;
    for (const pool of pools) {
      expect(resourceOf(usc1, 'google_container_node_pool', `nodes-${pool.name}`)).toMatchObject({
        location: 'us-central1',
        node_locations: ['us-central1-a', 'us-central1-b', 'us-central1-c'],
        autoscaling: { min_node_count: pool.minPerZone, max_node_count: pool.maxPerZone },
        network_config: { enable_private_nodes: true, pod_range: 'pods' },
        node_config: {
          machine_type: pool.machine,
          disk_size_gb: pool.diskGiB,
          boot_disk_kms_key: '${google_kms_crypto_key.disks-key.id}',
          service_account: `\${google_service_account.node-${pool.name}.email}`,
          shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
          workload_metadata_config: { mode: 'GKE_METADATA' },
          labels: { 'finflow.io/node-pool': pool.name },
        },
      });
    }
    expect(resourceOf(usc1, 'google_container_node_pool', 'nodes-card-data')['node_config']).toMatchObject({
      taint: [{ key: 'finflow.io/node-pool', value: 'card-data', effect: 'NO_SCHEDULE' }],
    });
  });

  it("lets each service's account be used by that service alone, and read its own secrets alone", () => {
    for (const { name, secrets } of platform.services) {
      expect(resourceOf(usc1, 'google_service_account_iam_member', `workload-${name}-user`)).toMatchObject({
        role: 'roles/iam.workloadIdentityUser',
        member: `serviceAccount:finflow-production-usc1.svc.id.goog[${name}/${name}]`,
      });
      const [first] = secrets;
      const grant = resourceOf(usc1, 'google_project_iam_member', `workload-${name}-secrets-${first?.name}`);
      const condition = grant['condition'] as { readonly expression: string };
      const granted = [...condition.expression.matchAll(/secrets\/([\w-]+)\/versions\//g)].map(([, id]) => id);
      expect(granted).toEqual(secrets.map(({ remoteKeys }) => remoteKeys['usc1']));
      expect(condition.expression.split(' || ')).toHaveLength(secrets.length);
    }
  });

  it('upgrades locations on different nights, never in a freeze', () => {
    const recurrence = (stack: typeof usc1) =>
      (
        resourceOf(stack, 'google_container_cluster', 'cluster')['maintenance_policy'] as {
          recurring_window: { recurrence: string };
        }
      ).recurring_window.recurrence;
    expect(recurrence(usc1)).toBe('FREQ=WEEKLY;BYDAY=MO,TU');
    expect(recurrence(euw4)).toBe('FREQ=WEEKLY;BYDAY=WE,TH');
    expect(cluster['maintenance_policy']).toMatchObject({
      maintenance_exclusion: [{ exclusion_options: { scope: 'NO_UPGRADES' } }, { exclusion_name: 'year-end-2027' }],
    });
  });

  it('follows release channel and version of its environment', () => {
    const staging = found(synthesized([platformOf('staging')]).get('staging-usc1-cluster'), 'staging');
    expect(resourceOf(staging, 'google_container_cluster', 'cluster')).toMatchObject({
      release_channel: { channel: 'REGULAR' },
      min_master_version: '1.33',
    });
    expect(cluster).toMatchObject({ release_channel: { channel: 'STABLE' }, deletion_protection: true });
  });
});
