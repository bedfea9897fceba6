import type { ResourceChange } from '../comparison.js';
import { same } from '../difference.js';
import { changedAttributes, type Reference, referencesIn } from './attribute-changes.js';
import { forcesReplacement, isKnownType, isStatefulType } from './immutable-attributes.js';
import type { Resource, StackFile } from './stack-file.js';

/** One stack on both sides. */
export interface StackPair {
  readonly name: string;
  readonly before: StackFile | undefined;
  readonly after: StackFile | undefined;
}

/** Attributes that get a new value whenever their resource is changed. */
const COUNTED = ['latest_version', 'version_id', 'etag'];

/**
 * What Terraform would do with the resources of all stacks of an environment.
 *
 * A replaced resource gets a new identity, so what refers to it changes as well, also in other stacks through their outputs, and is
 * itself replaced where the referring attribute is immutable: exactly what a plan shows, as far as files tell.
 */
export class PlannedChanges {
  readonly #stacks: ReadonlyMap<string, StackPair>;
  readonly #byState: ReadonlyMap<string, StackPair>;
  readonly #known = new Map<string, ResourceChange | null>();

  constructor(pairs: readonly StackPair[]) {
    this.#stacks = new Map(pairs.map((pair) => [pair.name, pair]));
    this.#byState = new Map(pairs.flatMap((pair) => (pair.after === undefined ? [] : [[pair.after.state, pair]])));
  }

  /** Changes of one stack, sorted by address. */
  of(stack: string): ResourceChange[] {
    const { before, after } = this.#stacks.get(stack) ?? {};
    const addresses = [...new Set([...(before?.resources.keys() ?? []), ...(after?.resources.keys() ?? [])])].sort();
    return addresses.flatMap((address) => this.#changeOf(stack, address) ?? []);
  }

  #changeOf(stack: string, address: string): ResourceChange | null {
    const key = `${stack} ${address}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // Terraform allows no circle of references; should the files hold one, it ends here.
    this.#known.set(key, null);
    const change = this.#judge(stack, address);
    this.#known.set(key, change);
    return change;
  }

  #judge(stack: string, address: string): ResourceChange | null {
    const pair = this.#stacks.get(stack);
    const [before, after] = [pair?.before?.resources.get(address), pair?.after?.resources.get(address)];
    if (after === undefined) return before === undefined ? null : changeTo('destroy', before);
    if (before === undefined) return changeTo('create', after);
    const attributes = [
      ...new Set([...changedAttributes(before.attributes, after.attributes), ...this.#followed(stack, after)]),
    ].filter((attribute) => !after.ignored.some((path) => attribute === path || attribute.startsWith(`${path}.`)));
    if (attributes.length === 0) return null;
    const forcedBy = attributes.filter((attribute) => forcesReplacement(after.type, attribute));
    if (forcedBy.length > 0) return { ...changeTo('replace', after), attributes, forcedBy };
    return { ...changeTo(isKnownType(after.type) ? 'update' : 'perhaps-replace', after), attributes };
  }

  /** Attributes whose text stays the same but which refer to something that gets another value. */
  #followed(stack: string, { attributes }: Resource): string[] {
    return referencesIn(attributes).flatMap(({ path, reference }) => (this.#moves(stack, reference) ? [path] : []));
  }

  #moves(stack: string, reference: Reference): boolean {
    const pair = this.#stacks.get(stack);
    if (reference.kind === 'output') return this.#outputMoves(pair, reference);
    const target = pair?.after?.resources.get(reference.address);
    const change = target === undefined ? null : this.#changeOf(stack, reference.address);
    if (target === undefined || change === null) return false;
    const { attribute } = reference;
    const top = attribute.split('.')[0] ?? '';
    if (change.attributes.some((path) => path === attribute || path.startsWith(`${attribute}.`))) return true;
    if (Object.hasOwn(target.attributes, top)) return false;
    return change.action === 'create' || change.action === 'replace' || COUNTED.includes(top);
  }

  #outputMoves(reader: StackPair | undefined, { source, output }: Extract<Reference, { kind: 'output' }>): boolean {
    const producer = this.#byState.get(reader?.after?.reads[source] ?? '');
    const [before, after] = [producer?.before?.outputs[output], producer?.after?.outputs[output]];
    if (producer === undefined || after === undefined) return false;
    if (!same(before, after)) return true;
    return referencesIn(after).some(({ reference }) => this.#moves(producer.name, reference));
  }
}

function changeTo(action: ResourceChange['action'], { address, type, preventDestroy }: Resource): ResourceChange {
  return {
    address,
    type,
    action,
    stateful: preventDestroy || isStatefulType(type),
    // A protection that goes with its resource refuses nothing.
    refused: preventDestroy && action === 'replace',
    attributes: [],
    forcedBy: [],
  };
}
