import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { controlPlaneLogs } from './control-plane-logs.js';

const whole = exampleIntent();
const only = (name: string) => ({ ...whole, locations: whole.locations.filter((location) => location.name === name) });
const EKS = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];
const GKE = ['SYSTEM_COMPONENTS', 'APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER', 'WORKLOADS'];

const eks = (types: string[] | string) => ({
  intent: only('use1'),
  stacks: {
    'example-use1-cluster': { resource: { aws_eks_cluster: { cluster: { enabled_cluster_log_types: types } } } },
  },
});
const gke = (components: string[], accessLogs: string[]) => ({
  intent: only('usc1'),
  stacks: {
    'example-usc1-cluster': {
      resource: {
        google_container_cluster: { cluster: { logging_config: { enable_components: components } } },
        google_project_iam_audit_config: {
          all: { service: 'allServices', audit_log_config: accessLogs.map((log_type) => ({ log_type })) },
        },
      },
    },
  },
});

describe('LOG-001 control-plane logs', () => {
  it('passes when every log is on', () => {
    expect(outcomesOf(controlPlaneLogs, eks(EKS))).toEqual(['pass']);
    expect(outcomesOf(controlPlaneLogs, gke(GKE, ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE']))).toEqual(['pass']);
  });

  it('fails each missing log', () => {
    expect(messagesOf(controlPlaneLogs, eks(['api', 'authenticator', 'scheduler']))).toEqual([
      'not logged: audit, controllerManager',
    ]);
    expect(messagesOf(controlPlaneLogs, gke(GKE, ['ADMIN_READ']))).toEqual(['not logged: DATA_READ, DATA_WRITE']);
  });

  it('fails a location without a cluster', () => {
    expect(outcomesOf(controlPlaneLogs, { intent: only('use1') })).toEqual(['fail']);
  });

  it('does not guess a list that is only known later', () => {
    expect(outcomesOf(controlPlaneLogs, eks('${var.logs}'))).toEqual(['unknown']);
  });

  it('is not applicable without a location', () => {
    expect(outcomesOf(controlPlaneLogs, { intent: { ...whole, locations: [] } })).toEqual(['not-applicable']);
  });
});
