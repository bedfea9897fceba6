/** cdktf drops dots from ids, and `a.bc` would meet `ab.c`. Names of topics hold no underscore. */
export const constructId = (prefix: string, name: string): string => `${prefix}-${name.replaceAll('.', '_')}`;
