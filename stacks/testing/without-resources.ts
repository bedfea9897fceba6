/** A stack's Terraform JSON, as far as taking resources out of it needs to know. */
export interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly [other: string]: unknown;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Reduced {
  readonly stack: StackJson;
  /** Addresses that were taken out, those that referred to one included. */
  readonly removed: readonly string[];
}

/**
 * A copy of a stack without some resources and without whatever refers to one of them, directly or through others. Other outputs stay.
 *
 * @param isUnwanted asked for each resource by type and name, and for each data source by `data.<type>` and name
 */
export function withoutResources(stack: StackJson, isUnwanted: (type: string, name: string) => boolean): Reduced {
  const removed = new Set<string>();
  let { resource = {}, data = {} } = stack;
  let outputs = stack.output ?? {};
  const take = (blocks: Blocks, prefix: string, unwanted: (type: string, name: string, block: unknown) => boolean) =>
    mapBlocks(blocks, (type, name, block) => {
      if (!unwanted(type, name, block)) return true;
      removed.add(`${prefix}${type}.${name}`);
      return false;
    });
  resource = take(resource, '', isUnwanted);
  data = take(data, 'data.', (type, name) => isUnwanted(`data.${type}`, name));
  for (let before = -1; before !== removed.size;) {
    before = removed.size;
    const refers = (_type: string, _name: string, block: unknown): boolean => refersToAny(block, removed);
    resource = take(resource, '', refers);
    data = take(data, 'data.', refers);
  }
  outputs = Object.fromEntries(Object.entries(outputs).filter(([, output]) => !refersToAny(output, removed)));
  const left = { resource, data, output: outputs };
  // Terraform refuses a block without a name.
  const isWritten = ([name, block]: readonly [string, unknown]): boolean =>
    !(name in left) || Object.keys(Object(block) as object).length > 0;
  return {
    stack: Object.fromEntries(Object.entries({ ...stack, ...left }).filter(isWritten)),
    removed: [...removed].sort(),
  };
}

/** The address as Terraform writes it, in an expression or in `depends_on`, and not only the beginning of a longer one. */
function refersToAny(block: unknown, addresses: ReadonlySet<string>): boolean {
  const text = JSON.stringify(block);
  return [...addresses].some((address) =>
    new RegExp(`(?<![\\w.-])${address.replaceAll('.', '\\.')}(?![\\w-])`).test(text),
  );
}

function mapBlocks(blocks: Blocks, keep: (type: string, name: string, block: unknown) => boolean): Blocks {
  return Object.fromEntries(
    Object.entries(blocks)
      .map(
        ([type, named]) =>
          [type, Object.fromEntries(Object.entries(named).filter(([name, block]) => keep(type, name, block)))] as const,
      )
      .filter(([, named]) => Object.keys(named).length > 0),
  );
}
