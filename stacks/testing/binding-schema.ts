import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One attribute as a provider binding declares it. */
export interface BoundAttribute {
  readonly required: boolean;
  /** Interface of a nested block; undefined for scalars, lists of scalars and maps. */
  readonly block: string | undefined;
  /** Values that the provider's documentation enumerates; empty when it enumerates none. */
  readonly allowed: readonly string[];
}

export type BoundBlocks = ReadonlyMap<string, ReadonlyMap<string, BoundAttribute>>;

/** The attributes of one resource type and of its nested blocks, read from the declarations of the binding. */
export interface BindingSchema {
  readonly root: string;
  readonly blocks: BoundBlocks;
}

const INTERFACE = /export interface (\w+)( extends cdktf\.TerraformMetaArguments)? \{\n([\s\S]*?)\n\}/g;
const PROPERTY =
  /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?readonly (\w+)(\?)?: ([\s\S]*?);(?=\n {4}(?:readonly|\/\*\*)|$)/g;
/** Some enumerations accept an empty text besides, which the documentation says in a note. */
const EMPTY_TOO = /empty string value \('""'\) is also supported/;
const ENUMERATED = /(?:Possible values: \[|Available values: )((?:"[^"]*"(?:, )?)+)/;

/** Reads the binding of `google_compute_network` from `<library>/compute-network`. */
export function bindingSchema(library: string, resourceType: string): BindingSchema {
  const folder = join(library, resourceType.replace(/^[a-z]+_/, '').replaceAll('_', '-'));
  const texts = [join(folder, 'index.d.ts'), ...structFiles(folder)].map((file) => readFileSync(file, 'utf8'));
  const interfaces = texts.flatMap((text) => [...text.matchAll(INTERFACE)]);
  const names = new Set(interfaces.map(([, name = '']) => name));
  const root = interfaces.find(([, , isRoot]) => isRoot !== undefined)?.[1];
  if (root === undefined) throw new RangeError(`${resourceType} has no configuration`);
  return {
    root,
    blocks: new Map(interfaces.map(([, name = '', , body = '']) => [name, attributesOf(body, names)])),
  };
}

function structFiles(folder: string): string[] {
  if (!readdirSync(folder).includes('index-structs')) return [];
  const structs = join(folder, 'index-structs');
  return readdirSync(structs)
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => join(structs, file));
}

function attributesOf(body: string, names: ReadonlySet<string>): ReadonlyMap<string, BoundAttribute> {
  return new Map(
    [...body.matchAll(PROPERTY)].map(([, documentation = '', name = '', optional, type = '']) => {
      const block = /^\w+/.exec(type)?.[0];
      const enumerated = ENUMERATED.exec(documentation)?.[1] ?? '';
      return [
        snakeCase(name),
        {
          required: optional === undefined,
          block: block !== undefined && names.has(block) ? block : undefined,
          allowed: [
            ...[...enumerated.matchAll(/"([^"]*)"/g)].map(([, value = '']) => value),
            ...(EMPTY_TOO.test(documentation) ? [''] : []),
          ],
        },
      ];
    }),
  );
}

/** `masterIpv4CidrBlock` → `master_ipv4_cidr_block`, as the bindings were generated. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
