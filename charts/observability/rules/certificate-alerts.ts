import type { PlatformAlert } from '../alert.js';

const runbook = 'certificates-and-secrets';

/** Certificates and secrets, as the controllers that renew them see them. */
export const CERTIFICATE_ALERTS: readonly PlatformAlert[] = [
  {
    name: 'CertificateExpiring',
    expr: 'certmanager_certificate_expiration_timestamp_seconds - time() < 7 * 86400',
    forMinutes: 60,
    severity: 'page',
    summary: 'certificate {{ $labels.name }} of {{ $labels.namespace }} expires in {{ $value | humanizeDuration }}',
    description: 'It should have been renewed weeks ago; whoever presents it is refused after that.',
    runbook,
  },
  {
    name: 'CertificateNotReady',
    expr: 'max by (namespace, name) (certmanager_certificate_ready_status{condition="False"}) == 1',
    forMinutes: 30,
    severity: 'ticket',
    summary: 'certificate {{ $labels.name }} of {{ $labels.namespace }} cannot be issued',
    description: 'The issuer has refused it or does not answer; what exists stays valid until it expires.',
    runbook,
  },
  {
    name: 'SecretNotSynced',
    expr: 'max by (namespace, name) (externalsecret_status_condition{condition="Ready",status="False"}) == 1',
    forMinutes: 30,
    severity: 'ticket',
    summary: 'secret {{ $labels.name }} of {{ $labels.namespace }} is not in step with the secret manager',
    description: 'Pods keep the old value; once the old credential is withdrawn, they are locked out.',
    runbook,
  },
];
