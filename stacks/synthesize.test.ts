import { homedir, tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  CHECKOUT,
  found,
  platforms,
  synthesized,
  synthesizedTexts,
  type TerraformJson,
} from './testing/synthesized-stacks.js';

const texts = synthesizedTexts(platforms);
const stacks = synthesized(platforms);
const planned = platforms.flatMap((platform) => platform.stacks);

const CLOUD_PROVIDERS = {
  aws: ['aws'],
  gcp: ['google'],
  cloudflare: ['cloudflare'],
  confluent: ['confluent'],
} as const;

describe('synthesizeStacks', () => {
  it('writes every planned stack and no other', () => {
    expect([...stacks.keys()].sort()).toEqual(planned.map((stack) => stack.name).sort());
    expect(stacks.size).toBe(95);
  });

  it('writes the same bytes twice, without any path of this machine', () => {
    const again = synthesizedTexts(platforms);
    for (const [name, text] of texts) expect(again.get(name) === text, name).toBe(true);
    for (const [name, text] of texts) {
      for (const place of [CHECKOUT, homedir(), tmpdir()]) expect(text, name).not.toContain(`${place}/`);
    }
  });

  it('gives every stack a state of its own', () => {
    const addresses = [...stacks.values()].map((stack) => JSON.stringify(stack.terraform.backend));
    expect(new Set(addresses).size).toBe(stacks.size);
  });

  it.each(planned.map((stack) => [stack.name, stack] as const))('keeps %s inside of its own cloud', (name, stack) => {
    const json = stackNamed(name);
    const providers = stack.clouds.flatMap((cloud) => CLOUD_PROVIDERS[cloud]);
    expect(Object.keys(json.provider).sort()).toEqual([...providers].sort());
    const foreign = planned.filter((other) => other.scope !== stack.scope);
    for (const other of foreign) expect(JSON.stringify(json.data)).not.toContain(other.stateKey);
  });

  it.each([...stacks.keys()])('pins the provider of %s', (name) => {
    for (const { version } of Object.values(stackNamed(name).terraform.required_providers))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('reads no output that is not published by the stack it reads', () => {
    for (const [name, text] of texts) {
      for (const [, output = ''] of text.matchAll(/data\.terraform_remote_state\.network\.outputs\.([\w-]+)/g)) {
        const network = stackNamed(name.replace(/-(cluster|data|kafka)$/, '-network'));
        expect(Object.keys(network.output), name).toContain(output);
      }
    }
  });

  it('publishes identifiers only, none of them sensitive', () => {
    for (const [name, { output }] of stacks) {
      for (const { value, sensitive } of Object.values(output)) {
        expect(sensitive, name).toBeUndefined();
        expect(value, name).toMatch(/^\$\{\w+\.[\w-]+\.(id|name|self_link)\}$/);
      }
    }
  });
});

function stackNamed(name: string): TerraformJson {
  return found(stacks.get(name), name);
}
