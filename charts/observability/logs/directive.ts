/** One `<name argument> … </name>` of a Fluentd configuration. */
export interface Directive {
  readonly name: 'system' | 'source' | 'filter' | 'match' | 'parse' | 'record' | 'buffer' | 'metric' | 'labels';
  /** Pattern of tags. */
  readonly argument?: string;
  /** In the order in which they are written; `@type` first. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  readonly inside?: readonly Directive[];
}

/** The text of directives, two spaces deeper inside of each. */
export function renderDirectives(directives: readonly Directive[], indent = ''): string {
  return directives
    .map(({ name, argument, parameters = {}, inside = [] }) => {
      const lines = Object.entries(parameters).map(([key, value]) => `${indent}  ${key} ${String(value)}\n`);
      const opening = argument === undefined ? name : `${name} ${argument}`;
      return `${indent}<${opening}>\n${lines.join('')}${renderDirectives(inside, `${indent}  `)}${indent}</${name}>\n`;
    })
    .join('');
}
