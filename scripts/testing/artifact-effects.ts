import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { synthesizeManifests } from '../../charts/synthesize.js';
import { audit } from '../../policies/audit.js';
import { platformPath } from '../../services/definition/names.js';
import type { Platform } from '../../services/definition/platform.js';
import { synthesizeStacks } from '../../stacks/synthesize.js';
import { codeowners } from '../generated/codeowners.js';
import { writePlatform } from '../synthesis/platform-file.js';
import { AS_OF, filesBelow } from './repository.js';

type Files = ReadonlyMap<string, string>;

/** Synthesizes changed platforms only as far as needed to see whether an artefact other than the platform file moves. */
export class ArtifactEffects {
  readonly #folder = mkdtempSync(join(tmpdir(), 'finflow-effects-'));
  readonly #base: readonly Platform[];
  readonly #known = new Map<string, Files>();

  constructor(base: readonly Platform[]) {
    this.#base = base;
  }

  /** Kinds of artefacts that differ from the base, in the first place where any differs; empty when none does. */
  of(platforms: readonly Platform[]): readonly string[] {
    const changed = this.#base.flatMap((base, index) => {
      const platform = platforms[index];
      return platform === undefined || JSON.stringify(platform) === JSON.stringify(base) ? [] : [{ base, platform }];
    });
    if (changed.length === 0) return [];
    for (const observe of [manifests, stacks, findings]) {
      for (const { base, platform } of changed) {
        const differing = this.#difference(observe, base, platform);
        if (differing.length > 0) return differing;
      }
    }
    const owners = codeowners(platforms).content !== codeowners(this.#base).content;
    return owners ? ['CODEOWNERS'] : [];
  }

  /** Deletes the working folder. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #difference(observe: Observation, base: Platform, platform: Platform): string[] {
    const key = `${observe.name} ${base.environment.name}`;
    const before = this.#known.get(key) ?? this.#observe(observe, base);
    this.#known.set(key, before);
    const after = this.#observe(observe, platform);
    const names = new Set([...before.keys(), ...after.keys()]);
    const differing = [...names].filter((name) => before.get(name) !== after.get(name));
    return [...new Set(differing.map(kindOf))].sort();
  }

  #observe(observe: Observation, platform: Platform): Files {
    const folder = join(this.#folder, 'observed');
    mkdirSync(folder);
    try {
      return observe(platform, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Name → text of the smallest parts of an output that can differ. */
type Observation = (platform: Platform, folder: string) => Files;

function manifests(platform: Platform, folder: string): Files {
  synthesizeManifests(platform, folder);
  const objects = [...filesBelow(folder)].flatMap(([file, text]) =>
    text.split(/^---$/m).map((object, index): [string, string] => {
      const kind = /^kind: (\S+)$/m.exec(object)?.[1] ?? 'object';
      return [`${kind} ${file} ${index}`, object];
    }),
  );
  return new Map(objects);
}

function stacks(platform: Platform, folder: string): Files {
  synthesizeStacks([platform], folder);
  const resources = [...filesBelow(folder)]
    .filter(([file]) => file.endsWith('cdk.tf.json'))
    .flatMap(([file, text]) => {
      const stack = JSON.parse(text) as Record<string, Record<string, unknown>>;
      return Object.entries(stack).flatMap(([section, types]) =>
        Object.entries(types).map(([type, content]): [string, string] => [
          `${section === 'resource' ? type : section} ${file} ${section}`,
          JSON.stringify(content),
        ]),
      );
    });
  return new Map(resources);
}

/** What the audit says when only the declared intent differs: the comparison of intent and artefacts must notice. */
function findings(platform: Platform, folder: string): Files {
  const { name } = platform.environment;
  const file = join(folder, platformPath(name));
  mkdirSync(dirname(file), { recursive: true });
  writePlatform(file, platform);
  synthesizeManifests(platform, join(folder, 'dist/manifests'));
  synthesizeStacks([platform], join(folder, 'cdktf.out'));
  const result = audit({ artifacts: folder, environment: name, waivers: join(folder, 'waivers'), asOf: AS_OF });
  return new Map([
    ...result.rules.map(({ id, counts }): [string, string] => [`audit ${id}`, JSON.stringify(counts)]),
    ...result.findings.map((finding, index): [string, string] => [
      `audit ${finding.rule} ${index}`,
      `${finding.outcome} ${finding.resource.id} ${finding.message}`,
    ]),
  ]);
}

function kindOf(name: string): string {
  return name.split(' ', 1)[0] ?? name;
}
