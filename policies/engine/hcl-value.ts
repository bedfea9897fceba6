import type { Json } from './json.js';

/** Marks a string as an expression for the resolver, the way Terraform JSON does. */
const asInterpolation = (expression: string): string => `\${${expression}}`;

/**
 * Reads an HCL object, list or literal as `jsonencode` takes it; references inside stay `${…}` strings.
 * Undefined for anything else (functions, operators, `for`).
 */
export function parseHclValue(text: string): Json | undefined {
  const reader = new HclReader(text);
  const value = reader.value();
  return value !== undefined && reader.atEnd() ? value : undefined;
}

class HclReader {
  #index = 0;
  constructor(private readonly text: string) {}

  atEnd(): boolean {
    this.#skipSpace();
    return this.#index >= this.text.length;
  }

  value(): Json | undefined {
    this.#skipSpace();
    const char = this.text[this.#index];
    if (char === '{') return this.#object();
    if (char === '[') return this.#list();
    if (char === '"') return this.#string();
    return this.#literalOrReference();
  }

  #object(): Json | undefined {
    this.#index += 1;
    const members: [string, Json][] = [];
    while (!this.#take('}')) {
      const key = this.#key();
      if (key === undefined || !(this.#take('=') || this.#take(':'))) return undefined;
      const value = this.value();
      if (value === undefined) return undefined;
      members.push([key, value]);
      this.#take(',');
    }
    return Object.fromEntries(members);
  }

  #list(): Json | undefined {
    this.#index += 1;
    const items: Json[] = [];
    while (!this.#take(']')) {
      const value = this.value();
      if (value === undefined) return undefined;
      items.push(value);
      this.#take(',');
    }
    return items;
  }

  #key(): string | undefined {
    this.#skipSpace();
    if (this.text[this.#index] === '"') return this.#string();
    return this.#match(/[A-Za-z_][\w-]*/y);
  }

  #string(): string | undefined {
    const quoted = this.#match(/"(?:[^"\\$]|\\.|\$(?!\{)|\$\{[^}]*\})*"/y);
    return quoted
      ?.slice(1, -1)
      .replace(/\\(["\\])/g, '$1')
      .replaceAll('\\n', '\n');
  }

  #literalOrReference(): Json | undefined {
    const token = this.#match(/[\w.[\]"-]+/y);
    if (token === undefined) return undefined;
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
    return /^[A-Za-z_]/.test(token) && token.includes('.') ? asInterpolation(token) : undefined;
  }

  #take(char: string): boolean {
    this.#skipSpace();
    if (this.text[this.#index] !== char) return this.#index >= this.text.length;
    this.#index += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#index;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.#index += found.length;
    return found;
  }

  #skipSpace(): void {
    while (/\s/.test(this.text[this.#index] ?? '')) this.#index += 1;
  }
}
