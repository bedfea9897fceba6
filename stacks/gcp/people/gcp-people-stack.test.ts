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
const usc1 = found(stacks.get('production-usc1-people'), 'usc1');

describe('people in a Google Cloud location', () => {
  it('consists of these resources', () => {
    expect(resourceCounts(usc1)).toEqual({
      google_access_context_manager_gcp_user_access_binding: 3,
      google_monitoring_alert_policy: 1,
      google_monitoring_notification_channel: 1,
      google_privileged_access_manager_entitlement: 1,
      google_project_iam_custom_role: 1,
      google_project_iam_member: 9,
      google_storage_bucket_iam_member: 1,
    });
  });

  it('grants to groups only, and nothing that changes or reads data all day', () => {
    for (const { member, role } of Object.values(resourcesOf(usc1, 'google_project_iam_member'))) {
      expect(member).toMatch(/^group:production-(viewers|engineers)-us@finflow\.example$/);
      expect(role).toMatch(/[vV]iewer$|^\$\{google_project_iam_custom_role\.engineer\.name\}$/);
    }
    const { permissions } = resourceOf(usc1, 'google_project_iam_custom_role', 'engineer');
    expect(permissions).not.toContain('resourcemanager.projects.setIamPolicy');
    expect((permissions as string[]).filter((permission) => /\*|secretmanager|storage/.test(permission))).toEqual([]);
  });

  it('lets engineers read the states of their location and no others', () => {
    const { bucket, condition } = resourceOf(usc1, 'google_storage_bucket_iam_member', 'engineer-states');
    expect(bucket).toBe('finflow-production-usc1-state');
    expect(condition).toMatchObject({
      expression:
        'resource.name.startsWith("projects/_/buckets/finflow-production-usc1-state/objects/production/usc1/")',
    });
  });

  it('asks for a security key once a day, in an emergency every hour', () => {
    const lengths = Object.entries(resourcesOf(usc1, 'google_access_context_manager_gcp_user_access_binding')).map(
      ([name, { session_settings }]) => [name, session_settings],
    );
    expect(Object.fromEntries(lengths)).toMatchObject({
      'sign-on-viewer': { session_length: '28800s', session_reauth_method: 'SECURITY_KEY' },
      'sign-on-engineer': { session_length: '28800s', session_reauth_method: 'SECURITY_KEY' },
      'sign-on-break-glass': { session_length: '3600s', session_reauth_method: 'SECURITY_KEY' },
    });
  });

  it('gives emergency access for an hour, with a reason and the agreement of another', () => {
    expect(resourceOf(usc1, 'google_privileged_access_manager_entitlement', 'break-glass')).toMatchObject({
      max_request_duration: '3600s',
      eligible_users: [{ principals: ['group:production-break-glass-us@finflow.example'] }],
      requester_justification_config: { unstructured: {} },
      approval_workflow: { manual_approvals: { steps: [{ approvals_needed: 1 }] } },
      additional_notification_targets: { admin_email_recipients: ['security-us@finflow.example'] },
    });
  });

  it('reports every request and approval', () => {
    const alert = resourceOf(usc1, 'google_monitoring_alert_policy', 'break-glass-alert');
    expect(JSON.stringify(alert['conditions'])).toContain('privilegedaccessmanager.googleapis.com');
    expect(alert['notification_channels']).toEqual(['${google_monitoring_notification_channel.contact-security.id}']);
  });
});
