import type { Service } from './platform.js';
import { forEachLeaf, pathText, type Segment, withoutUnit, writtenAt } from './provenance.js';
import type { YamlSource } from './source/yaml-source.js';
import { TIER_DEPENDENT_PATHS } from './tier-defaults.js';

/** Resolved subtrees that stand for one written value under another name, and the path where a person writes it. */
const WRITTEN_ELSEWHERE: readonly [RegExp, (match: RegExpExecArray) => string][] = [
  [/^name$/, () => 'metadata.name'],
  [/^runtime\.image\.reference$/, () => 'runtime.image.digest'],
  [/^(scaling\.metrics\[\d+\])\./, ([, path = '']) => path],
  [/^(expose\.public\[\d+\]\.rateLimit)\./, ([, path = '']) => path],
  [/^(calls\[\d+\])\.(target|kind)$/, ([, path = '']) => path],
  [/^(slo\.objectives\[\d+\]\.sli)\./, ([, path = '']) => path],
  [/^(slo\.objectives\[\d+\])\.ownBudgetPercent$/, ([, path = '']) => `${path}.ownBudget`],
  [/^(kafka\.produces\[\d+\])$/, ([, path = '']) => `${path}.topic`],
  [/^(kafka\.consumes\[\d+\])\.deadLetter$/, ([, path = '']) => `${path}.dlq`],
  [/^(secrets\[\d+\])\.remoteKeys\./, ([, path = '']) => `${path}.path`],
  [/^(flags\[\d+\])\.value$/, ([, path = '']) => `${path}.default`],
  [/^rollout\.gates\./, () => 'capacity'],
  [/^derived\.nodePool$/, () => 'compliance.pciScope'],
  [/^derived\./, () => 'metadata.name'],
];

/** Where each value of a resolved service comes from: written, overridden or a default, keyed `services[<name>].<path>`. */
export function serviceProvenance(
  service: Service,
  source: YamlSource,
  environment: string,
  release?: YamlSource,
): [string, string][] {
  const origins: [string, string][] = [];
  forEachLeaf(service, (path) => {
    const released = isImage(path) && release !== undefined ? writtenAt(release, ['images', service.name]) : undefined;
    origins.push([
      `services[${service.name}].${pathText(path)}`,
      released ?? originOf(path, service, source, environment),
    ]);
  });
  return origins;
}

/** Both values follow from the digest, which a lockfile supplies before the definition does. */
const isImage = (path: readonly Segment[]): boolean => /^runtime\.image\.(digest|reference)$/.test(pathText(path));

function originOf(path: readonly Segment[], service: Service, source: YamlSource, environment: string): string {
  const written = writtenPath(path, environment);
  const override = overriddenAt(written, service, source, environment);
  if (override !== undefined) return `override ${override}`;
  const place = writtenAt(source, written);
  if (place !== undefined) return place;
  const text = pathText(written);
  const dependsOnTier = TIER_DEPENDENT_PATHS.some((candidate) => text === candidate);
  return dependsOnTier ? `default (tier ${service.tier})` : 'default (every service)';
}

function writtenPath(path: readonly Segment[], environment: string): readonly Segment[] {
  if (path[0] === 'locations') return ['placement', environment, ...path];
  const text = pathText(path);
  for (const [pattern, rename] of WRITTEN_ELSEWHERE) {
    const match = pattern.exec(text);
    if (match !== null) return segments(rename(match));
  }
  return path.map((segment, depth) => (depth === path.length - 1 ? withoutUnit(segment) : segment));
}

function overriddenAt(
  written: readonly Segment[],
  service: Service,
  source: YamlSource,
  environment: string,
): string | undefined {
  const base: Segment[] = ['placement', environment, 'overrides'];
  const [first, second] = written;
  if (first === 'scaling') return writtenAt(source, [...base, ...written]);
  if (first === 'runtime' && second === 'resources') return writtenAt(source, [...base, ...written.slice(1)]);
  if (first === 'flags' && typeof second === 'number' && written.at(-1) === 'default') {
    const key = service.flags[second]?.key;
    return key === undefined ? undefined : writtenAt(source, [...base, 'flags', key]);
  }
  return undefined;
}

function segments(text: string): Segment[] {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([part, index]) => (index === undefined ? part : Number(index)));
}
