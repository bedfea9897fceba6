import { load, YAML11_SCHEMA, YAMLException } from 'js-yaml';
import type { DeclaredIntent } from './intent.js';
import { isList, isObject, type Json, type JsonObject } from './json.js';
import { Manifest } from './manifest.js';
import type { Problem } from './problem.js';

/** Where a file of manifests stands: `dist/manifests/<environment>/<location>/<application>/<name>.yaml`. */
export interface ManifestFile {
  readonly file: string;
  readonly location: string;
  readonly application: string;
  readonly text: string;
}

export interface ReadManifests {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/** Parses a file of any number of YAML documents; a broken document is a problem, the others are still judged. */
export function readManifests(source: ManifestFile, intent: DeclaredIntent): ReadManifests {
  const manifests: Manifest[] = [];
  const problems: Problem[] = [];
  for (const { text, line } of documentsOf(source.text)) {
    try {
      // Kubernetes reads YAML 1.1: `yes` is true there, and merge keys are merged.
      const loaded = load(text, { schema: YAML11_SCHEMA, maxAliases: 100 });
      const parsed = isJson(loaded) ? loaded : asJson(loaded);
      for (const object of objectsIn(parsed)) manifests.push(asManifest(object, line, source, intent));
    } catch (error) {
      problems.push({ file: source.file, ...placeOf(error, line) });
    }
  }
  return { manifests, problems };
}

interface YamlDocument {
  readonly text: string;
  /** Line of the first thing said in the document, from 1. */
  readonly line: number;
}

function documentsOf(text: string): readonly YamlDocument[] {
  const documents: YamlDocument[] = [];
  let line = 1;
  for (const part of text.split(/^---(?=\s|$)/m)) {
    const leading = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(part)?.[0] ?? '';
    const said = part.slice(leading.length);
    if (said.trim() !== '' && !said.trimStart().startsWith('#'))
      documents.push({ text: said, line: line + lineBreaksIn(leading) });
    line += lineBreaksIn(part);
  }
  return documents;
}

function objectsIn(parsed: Json): readonly JsonObject[] {
  if (!isObject(parsed)) throw new Error('a manifest must be a mapping with apiVersion and kind');
  if (parsed['kind'] === 'List' && isList(parsed['items'])) return parsed['items'].flatMap(objectsIn);
  for (const key of ['apiVersion', 'kind'])
    if (typeof parsed[key] !== 'string') throw new Error(`a manifest must name its ${key}`);
  return [parsed];
}

function asManifest(object: JsonObject, line: number, source: ManifestFile, intent: DeclaredIntent): Manifest {
  const { file, location, application } = source;
  const { namespace, name } = isObject(object['metadata']) ? object['metadata'] : {};
  const home = object['kind'] === 'Namespace' ? name : namespace;
  const service = typeof home === 'string' ? intent.serviceOfNamespace(home)?.name : undefined;
  const declaredAt = service === undefined ? `locations[${location}].name` : `services[${service}].name`;
  return new Manifest({ object, location, application, file, line, service, declaredAt });
}

/** Whether a parsed document is JSON as it is; nearly all are, and need no copy. */
function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return true;
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === 'object' && !(value instanceof Date) && Object.values(value).every(isJson);
}

/** Narrows a parsed document: dates become text, anything JSON cannot hold is refused. */
function asJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object') throw new Error(`a manifest cannot hold a ${typeof value}`);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, asJson(child)]));
}

function placeOf(error: unknown, documentLine: number): { readonly line: number; readonly message: string } {
  if (error instanceof YAMLException)
    return { line: documentLine + (error.mark?.line ?? 0), message: `not valid YAML: ${error.reason}` };
  return { line: documentLine, message: error instanceof Error ? error.message : String(error) };
}

const lineBreaksIn = (text: string): number => text.split('\n').length - 1;
