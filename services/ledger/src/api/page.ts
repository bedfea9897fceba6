/** One page of a list, with the cursor of the next one unless it is the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: { readonly next?: string };
}

/** @param found up to `limit` + 1 items: the one too many says that there is another page */
export function pageOf<Item>(found: readonly Item[], limit: number, cursorAfter: (item: Item) => string): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? { next: cursorAfter(last) } : {} };
}
