import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { audit } from '../../policies/audit.js';
import { synthesizeManifests } from '../../charts/synthesize.js';
import { platformPath } from '../../services/definition/names.js';
import type { Platform } from '../../services/definition/platform.js';
import type { Segment } from '../../services/definition/provenance.js';
import { synthesizeStacks } from '../../stacks/synthesize.js';
import { codeowners } from '../generated/codeowners.js';
import { writePlatform } from '../synthesis/platform-file.js';
import { differingPaths, traceReads } from '../perturbation/read-trace.js';
import { type Parts, objectsBelow, resourcesBelow, verdictsOf } from './output-parts.js';
import { stackSlices } from './platform-slices.js';
import { AS_OF } from './repository.js';

/** Synthesizes changed platforms only as far as needed to see whether an artefact other than the platform file moves. */
export class ArtifactEffects {
  readonly #folder = mkdtempSync(join(tmpdir(), 'finflow-effects-'));
  readonly #base: readonly Platform[];
  readonly #known = new Map<string, Parts>();
  readonly #reads = new Map<string, (path: readonly Segment[]) => boolean>();

  constructor(base: readonly Platform[]) {
    this.#base = base;
  }

  /** Kinds of artefacts that differ from the base, in the first place where any differs; empty when none does. */
  of(platforms: readonly Platform[]): readonly string[] {
    const changed = this.#base
      .flatMap((base, index) => {
        const platform = platforms[index];
        return platform === undefined || JSON.stringify(platform) === JSON.stringify(base) ? [] : [{ base, platform }];
      })
      .sort((a, b) => a.base.applications.length - b.base.applications.length);
    const observations = [
      (base: Platform, platform: Platform) => this.#manifestsMoved(base, platform),
      (base: Platform, platform: Platform) => this.#stacksMoved(base, platform),
      (base: Platform, platform: Platform) => this.#findingsMoved(base, platform),
    ];
    for (const movedKinds of observations) {
      for (const { base, platform } of changed) {
        const kinds = movedKinds(base, platform);
        if (kinds.length > 0) return kinds;
      }
    }
    return codeowners(platforms).content === codeowners(this.#base).content ? [] : ['CODEOWNERS'];
  }

  /** Deletes the working folder. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #manifestsMoved(base: Platform, platform: Platform): string[] {
    const observe = (from: Platform): Parts =>
      this.#inFolder((folder) => {
        synthesizeManifests(from, folder);
        return objectsBelow(folder);
      });
    const key = `manifests ${base.environment.name}`;
    return this.#isRead(key, base, platform, observe) ? this.#moved(key, () => observe(base), observe(platform)) : [];
  }

  #stacksMoved(base: Platform, platform: Platform): string[] {
    const observe = (from: Platform): Parts =>
      this.#inFolder((folder) => {
        synthesizeStacks([from], folder);
        return resourcesBelow(folder);
      });
    if (!this.#isRead(`stacks ${base.environment.name}`, base, platform, observe)) return [];
    for (const { name, cut } of stackSlices(base, platform)) {
      const key = `stacks ${base.environment.name} ${name}`;
      const kinds = this.#moved(key, () => observe(cut(base)), observe(cut(platform)));
      if (kinds.length > 0) return kinds;
    }
    return [];
  }

  /** Stacks and manifests are those of the base: here only the declared intent differs, and the audit compares. */
  #findingsMoved(base: Platform, platform: Platform): string[] {
    const { name } = base.environment;
    const artifacts = join(this.#folder, 'artifacts', name);
    const observe = (from: Platform): Parts => {
      const file = join(artifacts, platformPath(name));
      mkdirSync(dirname(file), { recursive: true });
      writePlatform(file, from);
      return verdictsOf(audit({ artifacts, environment: name, waivers: join(artifacts, 'waivers'), asOf: AS_OF }));
    };
    const before = (): Parts => {
      synthesizeManifests(base, join(artifacts, 'dist/manifests'));
      synthesizeStacks([base], join(artifacts, 'cdktf.out'));
      return observe(base);
    };
    const key = `findings ${name}`;
    if (!this.#known.has(key)) this.#known.set(key, before());
    return this.#moved(key, before, observe(platform));
  }

  /** What was not read while the base was synthesized cannot change the result: most changes need no synthesis at all. */
  #isRead(key: string, base: Platform, platform: Platform, observe: (from: Platform) => Parts): boolean {
    let wasRead = this.#reads.get(key);
    if (wasRead === undefined) {
      const trace = traceReads(base);
      observe(trace.traced);
      wasRead = trace.wasRead;
      this.#reads.set(key, wasRead);
    }
    return differingPaths(base, platform).some(wasRead);
  }

  #moved(key: string, observeBase: () => Parts, after: Parts): string[] {
    const before = this.#known.get(key) ?? observeBase();
    this.#known.set(key, before);
    const names = [...new Set([...before.keys(), ...after.keys()])];
    const kinds = names
      .filter((name) => before.get(name) !== after.get(name))
      .map((name) => name.split(' ', 1)[0] ?? '');
    return [...new Set(kinds)].sort();
  }

  #inFolder(observe: (folder: string) => Parts): Parts {
    const folder = join(this.#folder, 'observed');
    mkdirSync(folder);
    try {
      return observe(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
