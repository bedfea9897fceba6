import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from './generated-file.js';

/** Pages whose marked blocks are kept up to date; the rest of such a page is written by hand. */
const FOLDERS = ['.', 'docs'] as const;

/**
 * Replaces what stands between `<!-- generated:<name> -->` and `<!-- /generated -->` on hand-written pages.
 *
 * @throws Error when a page asks for a block that does not exist
 */
export function pagesWithBlocks(root: string, blocks: Readonly<Record<string, string>>): GeneratedFile[] {
  return markdownPages(root).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    if (!text.includes('<!-- generated:')) return [];
    const content = text.replaceAll(
      /(<!-- generated:([\w-]+) -->\n)[\s\S]*?(<!-- \/generated -->)/g,
      (_, open: string, name: string, close: string) => {
        const block = blocks[name];
        if (block === undefined) throw new Error(`${path} asks for the unknown generated block "${name}"`);
        return `${open}\n${block}\n\n${close}`;
      },
    );
    return [{ path, content }];
  });
}

function markdownPages(root: string): string[] {
  return FOLDERS.flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .filter((file) => file.endsWith('.md'))
          .sort()
          .map((file) => (folder === '.' ? file : `${folder}/${file}`))
      : [],
  );
}
