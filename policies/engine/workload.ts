import { at, isList, isObject, type Json, type JsonObject, listAt, member, objectAt, textAt } from './json.js';
import type { Manifest } from './manifest.js';
import type { Subject } from './subject.js';

/** A container of a pod template, whichever list it stands in. */
export interface Container {
  readonly name: string;
  readonly role: 'main' | 'init' | 'ephemeral';
  readonly object: JsonObject;
}

/** A pod template and the object that creates pods from it; the subject of every rule about pods. */
export class Workload implements Subject {
  readonly id: string;
  readonly location: string;
  readonly kind: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly service: string | undefined;
  readonly declaredAt: string | undefined;
  readonly namespace: string;
  readonly podSpec: JsonObject;
  readonly serviceAccount: string;
  readonly containers: readonly Container[];

  constructor(
    readonly manifest: Manifest,
    /** The pod template: `metadata` and `spec`. */
    readonly template: JsonObject,
    /** Dotted path of the template in its object; tells templates of one object apart. */
    readonly path: string,
  ) {
    this.id = path === 'spec.template' ? manifest.id : `${manifest.id}#${path}`;
    this.location = manifest.location;
    this.kind = manifest.kind;
    this.name = manifest.name;
    this.file = manifest.file;
    this.line = manifest.line;
    this.service = manifest.service;
    this.declaredAt = manifest.declaredAt;
    this.namespace = manifest.namespace;
    this.podSpec = objectAt(template, 'spec') ?? {};
    this.serviceAccount =
      textAt(this.podSpec, 'serviceAccountName') ?? textAt(this.podSpec, 'serviceAccount') ?? 'default';
    this.containers = [
      ...containersIn(this.podSpec, 'containers', 'main'),
      ...containersIn(this.podSpec, 'initContainers', 'init'),
      ...containersIn(this.podSpec, 'ephemeralContainers', 'ephemeral'),
    ];
  }

  /** Labels of the pods. */
  get labels(): JsonObject {
    return objectAt(this.template, 'metadata.labels') ?? {};
  }

  podLabel(key: string): string | undefined {
    return asText(member(this.labels, key));
  }

  podAnnotation(key: string): string | undefined {
    return asText(member(at(this.template, 'metadata.annotations'), key));
  }

  /** Whether a `matchLabels`-style selector picks these pods; an empty selector picks every pod of its namespace. */
  isSelectedBy(labels: JsonObject): boolean {
    return Object.entries(labels).every(([key, value]) => this.podLabel(key) === value);
  }
}

/** Every pod template inside an object: built-in kinds, Argo Rollouts and any custom resource that embeds one. */
export function workloadsIn(manifest: Manifest): readonly Workload[] {
  if (manifest.kind === 'Pod') return [new Workload(manifest, manifest.object, '')];
  const found: Workload[] = [];
  collectTemplates(manifest.object, '', (template, path) => found.push(new Workload(manifest, template, path)));
  return found;
}

function collectTemplates(value: Json, path: string, visit: (template: JsonObject, path: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries<Json>(value)) {
    const childPath = path === '' ? key : `${path}.${key}`;
    if (isObject(child) && isList(at(child, 'spec.containers'))) {
      // Kinds that make pods themselves call their template so; theirs is always judged.
      if (childPath.endsWith('spec.template') || !sizesOnly(child)) visit(child, childPath);
    } else collectTemplates(child, childPath, visit);
  }
}

const SIZING = new Set(['name', 'resources']);
const PLACING = new Set([
  'affinity',
  'containers',
  'nodeSelector',
  'priorityClassName',
  'tolerations',
  'topologySpreadConstraints',
]);

/**
 * True for a template that an operator lays over pods of its own and that says how large they are and where they go, nothing else: the pod
 * behind it is not in the artefacts. Without an image it could not run; with any other key it is judged as a whole.
 */
const sizesOnly = (template: JsonObject): boolean =>
  Object.keys(objectAt(template, 'spec') ?? {}).every((key) => PLACING.has(key)) &&
  listAt(template, 'spec.containers').every(
    (container) => isObject(container) && Object.keys(container).every((key) => SIZING.has(key)),
  );

const containersIn = (podSpec: JsonObject, list: string, role: Container['role']): readonly Container[] =>
  listAt(podSpec, list)
    .filter(isObject)
    .map((object) => ({ name: textAt(object, 'name') ?? '', role, object }));

const asText = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
