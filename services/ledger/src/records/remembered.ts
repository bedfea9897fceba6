/**
 * Remembers what never changes, the newest `most` values; the oldest is forgotten first. What is absent is asked for again, because
 * it may come into being.
 */
export function remembered<Value>(
  read: (key: string) => Promise<Value | undefined>,
  most: number,
): (key: string) => Promise<Value | undefined> {
  const values = new Map<string, Value>();
  return async (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = await read(key);
    if (value === undefined) return undefined;
    if (values.size >= most) {
      for (const oldest of values.keys()) {
        values.delete(oldest);
        break;
      }
    }
    values.set(key, value);
    return value;
  };
}
