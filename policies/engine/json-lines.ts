/**
 * Lines (from 1) of the members of a JSON text down to a depth, keyed by their dotted path: `resource.aws_vpc.vpc`.
 * The text must already have been parsed without an error.
 */
export function linesOfMembers(text: string, maxDepth: number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const path: string[] = [];
  let depth = 0;
  let line = 1;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '\n') line += 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    else if (char === '"') {
      const end = endOfString(text, index);
      if (depth <= maxDepth && isKey(text, end)) {
        path.length = depth - 1;
        path.push(text.slice(index + 1, end));
        lines.set(path.join('.'), line);
      }
      index = end;
    }
  }
  return lines;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (/\s/.test(text[next] ?? '')) next += 1;
  return text[next] === ':';
}
