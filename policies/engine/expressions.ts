/** Part of a Terraform string: literal text, or the expression inside `${…}`. */
export type TemplatePart = { readonly literal: string } | { readonly expression: string };

/** Splits a Terraform string at its interpolations; `$${` is literal text. */
export function templateParts(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  let index = 0;
  while (index < text.length) {
    if (text.startsWith('$${', index)) {
      literal += '${';
      index += 3;
    } else if (text.startsWith('${', index)) {
      const end = endOfInterpolation(text, index + 2);
      if (literal !== '') parts.push({ literal });
      literal = '';
      parts.push({ expression: text.slice(index + 2, end).trim() });
      index = end + 1;
    } else {
      literal += text[index] ?? '';
      index += 1;
    }
  }
  if (literal !== '' || parts.length === 0) parts.push({ literal });
  return parts;
}

function endOfInterpolation(text: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let index = start; index < text.length; index += 1) {
    const char = text[index];
    if (quoted) {
      if (char === '\\') index += 1;
      else if (char === '"') quoted = false;
      else if (char === '$' && text[index + 1] === '{') index = endOfInterpolation(text, index + 2);
    } else if (char === '"') quoted = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return text.length;
}

/** A plain reference such as `aws_kms_key.secrets.arn`, `data.aws_region.here.name` or `local.account`. */
export interface Traversal {
  readonly root: 'managed' | 'data' | 'local' | 'var';
  readonly kind: string;
  readonly name: string;
  /** Dotted path inside the resource; empty for the whole of it. */
  readonly attribute: string;
}

/** Reads an expression that is nothing but a reference; undefined for functions, operators and literals. */
export function traversalOf(expression: string): Traversal | undefined {
  if (!/^[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\d+|"[^"]*")\])*$/.test(expression)) return undefined;
  const steps = [...expression.matchAll(/\[(?:(\d+)|"([^"]*)")\]|([\w-]+)/g)].map(
    ([, index, key, name]) => index ?? key ?? name ?? '',
  );
  const [first = '', second = '', third = ''] = steps;
  if (first === 'local' || first === 'var')
    return { root: first, kind: first, name: second, attribute: steps.slice(2).join('.') };
  if (first === 'data') return { root: 'data', kind: second, name: third, attribute: steps.slice(3).join('.') };
  if (steps.length < 2) return undefined;
  return { root: 'managed', kind: first, name: second, attribute: steps.slice(2).join('.') };
}
