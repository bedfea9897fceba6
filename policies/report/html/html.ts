/** Markup that may be written as it stands; everything else is escaped on its way in. */
export class Html {
  constructor(readonly text: string) {}
}

export type Content = Html | string | number | undefined | false | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe between tags and inside quoted attributes, whatever a resource is called. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** Template tag: interpolated values are escaped unless they are markup; lists are joined, absent values vanish. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const text = strings.map((part, index) => (index === 0 ? part : markup(values[index - 1]) + part)).join('');
  return new Html(text);
}

function markup(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'number') return content.toLocaleString('en-US');
  return typeof content === 'string' ? escapeHtml(content) : content.map(markup).join('');
}
