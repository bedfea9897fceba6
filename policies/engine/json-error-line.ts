import { load, YAMLException } from 'js-yaml';

/** V8 quotes up to this many characters before the one that it could not read. */
const QUOTED_BEFORE = 10;

/** Line (from 1) at which `JSON.parse` gave up; V8 says it as a position, as a quotation, or not at all. */
export function jsonErrorLine(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return lineAt(text, Number(position));
  const [, cut, quoted] = /, (\.\.\.)?"([\s\S]*)"(?:\.\.\. | )?is not valid JSON$/.exec(message) ?? [];
  const found = quoted === undefined || quoted === '' ? -1 : text.indexOf(quoted);
  if (found >= 0) return lineAt(text, cut === undefined ? found : found + QUOTED_BEFORE);
  return lineByYaml(text);
}

/** JSON is YAML: its parser names the line where the text ends too early. */
function lineByYaml(text: string): number {
  try {
    load(text);
    return 1;
  } catch (error) {
    return error instanceof YAMLException ? (error.mark?.line ?? 0) + 1 : 1;
  }
}

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;
