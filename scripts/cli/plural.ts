/** `3 stacks`, `1 stack`, `1,200 objects`, `2 policies` with an explicit plural. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : nouns}`;
}
