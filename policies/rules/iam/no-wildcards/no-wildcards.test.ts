import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { noWildcards } from './no-wildcards.js';

const stack = (name: string) => ({ stacks: { 'example-use1-cluster': fixture(import.meta.url, name) } });

describe('IAM-001 no wildcards', () => {
  it('passes what keeps to it', () => {
    expect(outcomesOf(noWildcards, stack('good.tf.json'))).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  it('fails what does not, and says what was found', () => {
    expect(messagesOf(noWildcards, stack('bad.tf.json'))).toEqual([
      'a statement allows dynamodb:*',
      'a statement allows *',
      'statement All allows s3:*',
      'a statement allows s3:GetObject on every resource',
      'a statement allows everything but a list',
      'arn:aws:iam::aws:policy/AdministratorAccess allows everything',
      'roles/editor reaches everything in the project',
    ]);
  });

  it('reads what a role carries itself', () => {
    const everything = JSON.stringify({ Statement: [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }] });
    const inline = { inline_policy: [{ name: 'all', policy: everything }] };
    const managed = { managed_policy_arns: ['arn:aws:iam::aws:policy/PowerUserAccess'] };
    const resource = { aws_iam_role: { inline, managed, plain: { name: 'plain' } } };
    const stacks = { 'example-use1-cluster': { resource } };
    expect(messagesOf(noWildcards, { stacks })).toEqual([
      'statement All allows *',
      'arn:aws:iam::aws:policy/PowerUserAccess allows everything',
    ]);
    expect(outcomesOf(noWildcards, { stacks })).toEqual(['fail', 'fail', 'pass']);
  });

  it('lets a role of our own bind others only where every binding lists which', () => {
    const listed =
      'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/pubsub.publisher"])';
    const messages = (expression: string) => {
      const resource = {
        google_project_iam_custom_role: { binder: { permissions: ['resourcemanager.projects.setIamPolicy'] } },
        google_project_iam_member: {
          binder: {
            role: '${google_project_iam_custom_role.binder.name}',
            member: 'serviceAccount:ci@example.iam.gserviceaccount.com',
            condition: { title: 'listed', expression },
          },
        },
      };
      return messagesOf(noWildcards, { stacks: { 'example-usc1-bootstrap': { resource } } });
    };
    const open = ['it can give itself more: resourcemanager.projects.setIamPolicy'];
    expect(messages(listed)).toEqual([]);
    expect(messages(`${listed} && resource.name != "projects/_/buckets/states"`)).toEqual([]);
    expect(messages(`${listed} || true`)).toEqual(open);
    expect(messages(`${listed} && resource.name != "a" || true`)).toEqual(open);
    expect(messages('true')).toEqual(open);
  });

  it('does not guess what a variable will say', () => {
    const resource = { aws_iam_role_policy: { inline: { policy: '${var.policy}' } } };
    expect(outcomesOf(noWildcards, { stacks: { 'example-use1-cluster': { resource } } })).toEqual(['unknown']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(noWildcards, {})).toEqual(['not-applicable']);
  });
});
