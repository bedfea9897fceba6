import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { load, YAMLException } from 'js-yaml';
import type { AuditResult } from './findings-schema.js';
import { type Waiver, waiverSchema } from './waiver-schema.js';

/** A file of the waiver folder: a waiver, or the reason why it is none. */
export interface WaiverFile {
  /** File name without its ending. */
  readonly id: string;
  readonly file: string;
  readonly text: string;
  readonly waiver: Waiver | undefined;
  readonly mistakes: readonly string[];
}

/** Reads every waiver of a folder, sorted by id; a folder that does not exist holds none. */
export function readWaivers(directory: string): readonly WaiverFile[] {
  if (!existsSync(directory)) return [];
  const folder = directory.endsWith(join('policies', 'waivers')) ? 'policies/waivers' : basename(directory);
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(directory, name), 'utf8');
      return { id: name.replace(/\.ya?ml$/, ''), file: `${folder}/${name}`, text, ...parseWaiver(text) };
    });
}

/** What reports say about the waivers of an environment, the next to expire first. */
export const describeWaivers = (files: readonly WaiverFile[], environment: string): AuditResult['waivers'] =>
  files
    .flatMap(({ id, waiver }) => {
      if (waiver === undefined || waiver.environment !== environment) return [];
      const { rule, resource, reason, ticket, owner, approver, compensatingControl, issued, expires } = waiver;
      return [{ id, rule, resource, reason, ticket, owner, approver, compensatingControl, issued, expires }];
    })
    .sort((a, b) => (a.expires === b.expires ? (a.id < b.id ? -1 : 1) : a.expires < b.expires ? -1 : 1));

function parseWaiver(text: string): Pick<WaiverFile, 'waiver' | 'mistakes'> {
  try {
    const parsed = waiverSchema.safeParse(load(text));
    if (parsed.success) return { waiver: parsed.data, mistakes: [] };
    const mistakes = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'waiver'}: ${message}`);
    return { waiver: undefined, mistakes };
  } catch (error) {
    const reason =
      error instanceof YAMLException ? `line ${(error.mark?.line ?? 0) + 1}: ${error.reason}` : 'unreadable';
    return { waiver: undefined, mistakes: [`not valid YAML: ${reason}`] };
  }
}
