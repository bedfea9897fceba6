import type { Platform } from '../../services/definition/platform.js';
import { forEachLeaf, pathText, type Segment } from '../../services/definition/provenance.js';
import { UsageError, unknownName } from '../cli/usage-error.js';
import { valueAt } from '../perturbation/plain-data.js';

/** One value of the resolved platform and where it comes from. */
export interface Origin {
  /** As the platform file's provenance writes it: `services[ledger].scaling.min`. */
  readonly field: string;
  readonly value: unknown;
  /** `<file>:<line>:<column>`, `override …`, `default (…)` or `derived`. */
  readonly origin: string;
}

/** Origins of all values at or below a field such as `services.ledger.scaling` or `locations[use1].asn`. */
export function originsOf(platform: Platform, field: string): Origin[] {
  const path = resolveField(platform, field);
  const origins: Origin[] = [];
  forEachLeaf(valueAt(platform, path), (below, value) => {
    origins.push(originAt(platform, [...path, ...below], value));
  });
  return origins;
}

/** The origin of the value at a path of the platform, by index. */
export function originAt(platform: Platform, path: readonly Segment[], value: unknown): Origin {
  const field = fieldName(platform, path);
  return { field, value, origin: nearest(platform.provenance, field) };
}

/** A field without its own entry shares the one of what it stands in: `topics[a.b].partitions` → `topics[a.b]`. */
function nearest(provenance: Platform['provenance'], field: string): string {
  for (let name = field; name !== ''; name = name.replace(/(\.[^.[\]]+|\[[^\]]*\])$/, '')) {
    const origin = provenance[name];
    if (origin !== undefined) return origin;
    if (!/[.[]/.test(name)) break;
  }
  return 'derived';
}

/** `['services', 0, 'tier']` → `services[ledger].tier`: members of the platform's own lists go by name. */
function fieldName(platform: Platform, path: readonly Segment[]): string {
  const [list, index, ...rest] = path;
  const name = typeof index === 'number' && list !== undefined ? valueAt(platform, [list, index, 'name']) : undefined;
  if (typeof name !== 'string') return pathText(path);
  const below = pathText(rest);
  return `${String(list)}[${name}]${below === '' || below.startsWith('[') ? '' : '.'}${below}`;
}

/** Finds the path that a person meant; list members go by index or by name. */
function resolveField(platform: Platform, field: string): readonly Segment[] {
  const path: Segment[] = [];
  for (const word of words(field)) {
    const here = valueAt(platform, path);
    const segment = segmentFor(here, word);
    if (segment === undefined)
      throw unknownName(`field under ${pathText(path) || 'the platform'}`, word, namesIn(here));
    path.push(segment);
  }
  if (path.length === 0)
    throw new UsageError('no field was named', 'for example: finflow explain services.ledger.tier');
  return path;
}

/** Splits at dots and brackets; a bracket may hold dots: `topics[ledger.transfer-posted].owner`. */
function words(field: string): string[] {
  return [...field.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

function segmentFor(here: unknown, word: string): Segment | undefined {
  if (Array.isArray(here)) {
    const index = /^\d+$/.test(word) ? Number(word) : here.findIndex((member) => valueAt(member, ['name']) === word);
    return index >= 0 && index < here.length ? index : undefined;
  }
  return typeof here === 'object' && here !== null && Object.hasOwn(here, word) ? word : undefined;
}

function namesIn(here: unknown): string[] {
  if (Array.isArray(here)) return here.map((member, index) => nameOf(member) ?? String(index));
  return typeof here === 'object' && here !== null ? Object.keys(here) : [];
}

function nameOf(member: unknown): string | undefined {
  const name = valueAt(member, ['name']);
  return typeof name === 'string' ? name : undefined;
}
