import { asList, at, isList, isObject, type Json, type JsonObject } from './json.js';
import type { Verdict } from './outcome.js';
import { unknown } from './outcome.js';
import type { TerraformResource } from './terraform-resource.js';

/** What an attribute is worth before anything is deployed. */
export type Value =
  | { readonly state: 'known'; readonly value: Json }
  | { readonly state: 'absent' }
  /** A computed attribute (an ARN, an id) of a resource that the artefacts hold. */
  | { readonly state: 'reference'; readonly resource: TerraformResource; readonly attribute: string }
  | { readonly state: 'unknown'; readonly expression: string };

/** Gives the value of an attribute as written: literal, `${…}` expression or a structure of both. */
export type Resolve = (written: Json) => Value;

/** Attributes of a Terraform resource or of a block in it. */
export class Attributes {
  constructor(
    readonly written: JsonObject,
    protected readonly resolve: Resolve,
  ) {}

  /** The value at a dotted path; a block that Terraform writes without its list is found with or without `.0`. */
  value(path: string): Value {
    const written = blockAt(this.written, path);
    if (written !== undefined && written !== null) return this.resolve(written);
    const [head = ''] = path.split('.');
    const dynamic = at(this.written, `dynamic.${head}`);
    return dynamic === undefined ? { state: 'absent' } : { state: 'unknown', expression: `dynamic "${head}"` };
  }

  /** The elements of a list attribute, each resolved by itself; empty when it is absent. */
  values(path: string): readonly Value[] {
    const whole = this.value(path);
    if (whole.state === 'absent') return [];
    const written = blockAt(this.written, path);
    if (isList(written)) return written.map((item) => this.resolve(item));
    if (whole.state === 'known') return asList(whole.value).map((value) => ({ state: 'known', value }));
    return [whole];
  }

  /** The value of something written in this block, such as one string inside a policy document. */
  evaluate(written: Json): Value {
    return this.resolve(written);
  }

  /** Nested blocks by name, whether written as one object or as a list. */
  blocks(name: string): readonly Attributes[] {
    return asList(at(this.written, name))
      .filter(isObject)
      .map((block) => new Attributes(block, this.resolve));
  }

  /** The resource that an attribute points at, where the artefacts hold it. */
  target(path: string): TerraformResource | undefined {
    const value = this.value(path);
    return value.state === 'reference' ? value.resource : undefined;
  }
}

/**
 * Judges a value: unknown expressions and computed values stay unknown, everything else is given to `test`
 * (undefined when the attribute is absent).
 */
export function judgeValue(value: Value, test: (known: Json | undefined) => Verdict): Verdict {
  if (value.state === 'unknown') return unknown(`cannot be told before deployment: ${value.expression}`);
  if (value.state === 'reference')
    return unknown(`cannot be told before deployment: ${value.resource.address}.${value.attribute}`);
  return test(value.state === 'known' ? value.value : undefined);
}

/**
 * Terraform writes a nested block as an object or as a list of one: a step `0` into an object stays where it is, and a
 * name below a list means its first element.
 */
function blockAt(written: Json, path: string): Json | undefined {
  let current: Json | undefined = written;
  for (const step of path.split('.')) {
    if (isList(current) && !/^\d+$/.test(step)) current = current[0];
    else if (isObject(current) && step === '0') continue;
    current = at(current, step);
  }
  return current;
}
