import { describe, expect, it } from 'vitest';
import type { PlannedStack } from '../services/definition/platform.js';
import { found, platforms, synthesizedTexts } from './testing/synthesized-stacks.js';

const texts = synthesizedTexts(platforms);
const withBothClouds = platforms.filter(({ locations }) => new Set(locations.map(({ cloud }) => cloud)).size === 2);

describe.each(withBothClouds.map((platform) => [platform.environment.name, platform] as const))('%s', (_, platform) => {
  describe.each(['aws', 'gcp'] as const)('without anything of %s', (lost) => {
    const gone = platform.stacks.filter(({ clouds }) => clouds.includes(lost));
    const left = platform.stacks.filter((stack) => !gone.includes(stack));

    it('keeps stacks, and loses some', () => {
      expect(left.length).toBeGreaterThan(0);
      expect(gone.length).toBeGreaterThan(0);
    });

    it('leaves no reference to a state that is gone', () => {
      const dangling = left.flatMap((stack) =>
        gone
          .filter((other) => readStates(stack).includes(other.stateKey))
          .map((other) => `${stack.name} → ${other.name}`),
      );
      expect(dangling).toEqual([]);
    });

    it('needs no provider, account or project of the lost cloud', () => {
      const theirs = platform.locations.flatMap((location) =>
        location.cloud !== lost ? [] : [location.cloud === 'aws' ? location.account : location.project],
      );
      const provider = lost === 'aws' ? '"hashicorp/aws"' : '"google"';
      for (const stack of left.filter(({ layer }) => layer !== 'edge')) {
        const { required_providers: providers } = terraformOf(stack);
        expect(JSON.stringify(providers), stack.name).not.toContain(provider);
        expect(JSON.stringify(dataOf(stack)), stack.name).not.toMatch(new RegExp(theirs.join('|')));
      }
    });
  });
});

interface StackText {
  readonly terraform: { readonly required_providers: object };
  readonly data?: { readonly terraform_remote_state?: Readonly<Record<string, { readonly config: object }>> };
}

const parsed = ({ name }: PlannedStack): StackText => JSON.parse(found(texts.get(name), name)) as StackText;
const terraformOf = (stack: PlannedStack) => parsed(stack).terraform;
const dataOf = (stack: PlannedStack): object => parsed(stack).data ?? {};

/** Keys of the states that a stack reads while it is planned; Cloud Storage knows them by their folder. */
function readStates(stack: PlannedStack): string[] {
  const states = Object.values(parsed(stack).data?.terraform_remote_state ?? {});
  return states.flatMap(({ config }) =>
    Object.values(config).map((value) =>
      String(value).endsWith('.tfstate') ? String(value) : `${String(value)}/terraform.tfstate`,
    ),
  );
}
