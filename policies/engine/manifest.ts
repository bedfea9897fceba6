import { at, type Json, type JsonObject, listAt, member, objectAt, textAt, textsAt } from './json.js';
import type { Subject } from './subject.js';

export interface ManifestProps {
  readonly object: JsonObject;
  readonly location: string;
  /** Folder under the location. */
  readonly application: string;
  readonly file: string;
  readonly line: number;
  readonly service: string | undefined;
  readonly declaredAt: string | undefined;
}

/** One Kubernetes object as it will be applied. */
export class Manifest implements Subject {
  readonly id: string;
  readonly object: JsonObject;
  readonly location: string;
  readonly application: string;
  readonly file: string;
  readonly line: number;
  readonly service: string | undefined;
  readonly declaredAt: string | undefined;
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name` alone. */
  readonly objectName: string;
  /** Empty for cluster-wide kinds. */
  readonly namespace: string;
  /** `<namespace>/<name>`, or the name of a cluster-wide object. */
  readonly name: string;

  constructor(props: ManifestProps) {
    this.object = props.object;
    this.location = props.location;
    this.application = props.application;
    this.file = props.file;
    this.line = props.line;
    this.service = props.service;
    this.declaredAt = props.declaredAt;
    this.apiVersion = textAt(props.object, 'apiVersion') ?? '';
    this.kind = textAt(props.object, 'kind') ?? '';
    this.objectName = textAt(props.object, 'metadata.name') ?? '';
    this.namespace = textAt(props.object, 'metadata.namespace') ?? '';
    this.name = this.namespace === '' ? this.objectName : `${this.namespace}/${this.objectName}`;
    this.id = `${this.location}/${this.application}/${this.kind}/${this.name}`;
  }

  at(path: string): Json | undefined {
    return at(this.object, path);
  }
  text(path: string): string | undefined {
    return textAt(this.object, path);
  }
  texts(path: string): readonly string[] {
    return textsAt(this.object, path);
  }
  list(path: string): readonly Json[] {
    return listAt(this.object, path);
  }
  map(path: string): JsonObject {
    return objectAt(this.object, path) ?? {};
  }
  label(key: string): string | undefined {
    const value = member(at(this.object, 'metadata.labels'), key);
    return typeof value === 'string' ? value : undefined;
  }
  annotation(key: string): string | undefined {
    const value = member(at(this.object, 'metadata.annotations'), key);
    return typeof value === 'string' ? value : undefined;
  }
}
