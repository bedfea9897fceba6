import { describe, expect, it } from 'vitest';
import { platforms, synthesizedTexts } from './testing/synthesized-stacks.js';

/**
 * `${google_kms_crypto_key.disks-key.id}`, `${data.google_project.project.number}`, `${ephemeral.aws_secretsmanager_random_password.key.…}`,
 * `${var.origin_pull_certificate}`
 */
const REFERENCE = /\$\{(?:(data|ephemeral)\.)?([a-z0-9_]+)\.([\w-]+)/g;

type Section = 'resource' | 'data' | 'ephemeral';

interface Stack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly ephemeral?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly locals?: Readonly<Record<string, unknown>>;
}

function isDeclared(stack: Stack, section: Section, type: string, name: string): boolean {
  // `terraform.workspace`, which cdktf writes into every remote state.
  if (type === 'terraform') return true;
  if (type === 'var') return stack.variable?.[name] !== undefined;
  if (type === 'local') return stack.locals?.[name] !== undefined;
  return stack[section]?.[type]?.[name] !== undefined;
}

const sectionOf = (root: string | undefined): Section => (root === 'data' || root === 'ephemeral' ? root : 'resource');

describe('references inside of a stack', () => {
  it.each([...synthesizedTexts(platforms)])('%s refers only to what it declares', (_name, text) => {
    const stack = JSON.parse(text) as Stack;
    const dangling = [...text.matchAll(REFERENCE)]
      .filter(([, section, type = '', name = '']) => !isDeclared(stack, sectionOf(section), type, name))
      .map(([reference]) => reference);
    expect(dangling).toEqual([]);
  });
});
