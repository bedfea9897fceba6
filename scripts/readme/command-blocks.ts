/** A block of shell commands that a page promises to work. */
export interface CommandBlock {
  /** One-based line of the page on which the block starts. */
  readonly line: number;
  readonly script: string;
}

/** The fenced blocks of a Markdown page whose info string is `sh ci`. */
export function commandBlocks(markdown: string): CommandBlock[] {
  return [...markdown.matchAll(/^```sh ci\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    script: match[1] ?? '',
  }));
}
