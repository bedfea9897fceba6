import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { boundedProjects } from './bounded-projects.js';

const manifests = (name: string) => ({ manifests: { 'use1/gitops': fixture(import.meta.url, name) } });

describe('GIT-001 bounded projects', () => {
  it('passes a project that names everything and an application inside it', () => {
    expect(outcomesOf(boundedProjects, manifests('good.yaml'))).toEqual(['pass', 'pass']);
  });

  it('names each wildcard and each application that no project bounds', () => {
    expect(messagesOf(boundedProjects, manifests('bad.yaml'))).toEqual([
      'sourceRepos has the wildcard *',
      'a destination has the wildcard namespace: *',
      'clusterResourceWhitelist has a wildcard: */*',
      'a role may do everything: p, proj:payments:deployer, applications, *, payments/*, allow',
      'names no kinds: every kind of a namespace is allowed',
      'belongs to the default project, which allows everything',
      'belongs to project ledger, which nobody creates',
    ]);
  });

  it('fails projects that share a namespace, and one that may grant itself rights', () => {
    const project = fixture(import.meta.url, 'good.yaml').split('---')[0] ?? '';
    const second = project
      .replace('name: payments', 'name: risk')
      .replace('{ group: apps, kind: Deployment }', '{ group: rbac.authorization.k8s.io, kind: RoleBinding }');
    expect(messagesOf(boundedProjects, { manifests: { 'use1/gitops': `${project}---\n${second}` } })).toEqual([
      'deploys to payments, as project risk does',
      'may grant itself rights: RoleBinding',
      'deploys to payments, as project payments does',
    ]);
  });

  it('is not applicable without Argo CD', () => {
    expect(outcomesOf(boundedProjects, {})).toEqual(['not-applicable']);
  });
});
