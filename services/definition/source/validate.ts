import { z } from 'zod';
import { describeValue, valueAt } from './describe-value.js';
import type { Diagnostic } from './diagnostic.js';
import { expectation, keysOf, schemasAt } from './expectation.js';
import { didYouMean, suggest, suggestUnit } from './suggest.js';
import type { Problem, YamlSource } from './yaml-source.js';

type Path = readonly (string | number)[];

/** The value of a source that its schema accepts, or every reason why it does not. */
export interface Validated<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Judges a parsed file by its schema; every issue becomes a diagnostic at the exact key or value. */
export function validate<T>(schema: z.ZodType<T>, source: YamlSource): Validated<T> {
  if (source.diagnostics.length > 0) return { value: undefined, diagnostics: source.diagnostics };
  const result = schema.safeParse(source.data);
  if (result.success) return { value: result.data, diagnostics: [] };
  const judge = new IssueJudge(schema, source);
  return { value: undefined, diagnostics: result.error.issues.flatMap((issue) => judge.diagnose(issue, [])) };
}

/** Turns the schema library's issues into diagnostics that name the value, what is allowed and the fix. */
class IssueJudge {
  constructor(
    private readonly schema: z.core.$ZodType,
    private readonly source: YamlSource,
  ) {}

  diagnose(issue: z.core.$ZodIssue, prefix: Path): Diagnostic[] {
    const path = [...prefix, ...issue.path.map((segment) => (typeof segment === 'symbol' ? '' : segment))];
    const value = valueAt(this.source.data, path);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => this.unknownKey([...path, key]));
    if (issue.code === 'invalid_key') return [this.wrongKey(path, issue)];
    if (value === undefined) return [this.missingKey(path)];
    if (issue.code === 'invalid_union') return this.union(issue, path, value);
    return [this.wrongValue(issue, path, value)];
  }

  private unknownKey(path: Path): Diagnostic {
    const key = String(path.at(-1));
    const allowed = keysOf(schemasAt(this.schema, path.slice(0, -1)));
    const suggestion = suggest(key, allowed);
    return this.source.diagnose(path, 'key', {
      code: 'unknown-key',
      message: `the key ${describeValue(key)} is unknown${didYouMean(suggestion)}`,
      allowed,
      fix: suggestion === undefined ? 'remove the key or use an allowed one' : `rename it to ${suggestion}`,
    });
  }

  private wrongKey(path: Path, issue: z.core.$ZodIssueInvalidKey): Diagnostic {
    const words = issue.issues.map(({ message }) => message).find((message) => !message.startsWith('Invalid'));
    return this.source.diagnose(path, 'key', {
      code: 'wrong-format',
      message: `the key ${describeValue(String(path.at(-1)))} is not ${words ?? 'accepted here'}`,
      fix: 'rename the key',
    });
  }

  private missingKey(path: Path): Diagnostic {
    const parent = path.slice(0, -1);
    const expected = expectation(schemasAt(this.schema, path));
    return this.source.diagnose(parent, typeof parent.at(-1) === 'number' ? 'value' : 'key', {
      code: 'missing-key',
      message: `the key "${path.at(-1) ?? ''}" is missing`,
      fix: `add ${path.at(-1) ?? 'it'}: ${expected}`,
    });
  }

  /** Reduces a union to the branch that the author was writing. */
  private union(issue: z.core.$ZodIssueInvalidUnion, path: Path, value: unknown): Diagnostic[] {
    if ('options' in issue && issue.options !== undefined) return [this.notAllowed(issue.options, path, value)];
    const branches = issue.errors;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const candidates = schemasAt(this.schema, path);
      const written = Object.keys(value);
      const shared = candidates.map((branch) => written.filter((key) => keysOf([branch]).includes(key)).length);
      const best = shared.indexOf(Math.max(...shared));
      const issues = branches[best];
      if (issues !== undefined && (shared[best] ?? 0) > 0) return issues.flatMap((each) => this.diagnose(each, path));
      if (written.length > 0 && keysOf(candidates).length > 0)
        return written.map((key) => this.unknownKey([...path, key]));
    }
    const sameType = branches.filter(
      (issues) => !issues.some(({ code, path: at }) => code === 'invalid_type' && at.length === 0),
    );
    const [only] = sameType;
    if (sameType.length === 1 && only !== undefined) return only.flatMap((each) => this.diagnose(each, path));
    return [this.unexpected(path, value)];
  }

  private wrongValue(issue: z.core.$ZodIssue, path: Path, value: unknown): Diagnostic {
    if (issue.code === 'too_small' || issue.code === 'too_big') return this.outOfRange(issue, path, value);
    if (issue.code !== 'invalid_value') return this.unexpected(path, value);
    return this.notAllowed(issue.values, path, value);
  }

  private notAllowed(values: readonly z.core.util.Primitive[], path: Path, value: unknown): Diagnostic {
    const allowed = values.map(String);
    const scalar = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    const retyped = values.find((each) => each !== value && String(each) === scalar);
    const suggestion = typeof value === 'string' && retyped === undefined ? suggest(value, allowed) : undefined;
    return this.source.diagnose(path, 'value', {
      code: 'not-allowed',
      message: `${describeValue(value)} is not allowed here${didYouMean(suggestion)}`,
      allowed,
      fix:
        retyped !== undefined
          ? `write ${typeof retyped === 'string' ? `"${retyped}" in` : `${String(retyped)} without`} quotes`
          : `write ${suggestion ?? (allowed.length === 1 ? (allowed[0] ?? '') : 'an allowed value')}`,
    });
  }

  private outOfRange(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall, path: Path, value: unknown): Diagnostic {
    const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : '';
    const [limit, word] = issue.code === 'too_big' ? [issue.maximum, 'at most'] : [issue.minimum, 'at least'];
    const bound = issue.inclusive === false ? (issue.code === 'too_big' ? 'less than' : 'more than') : word;
    const size = typeof value === 'string' ? ` has ${value.length} characters` : '';
    return this.source.diagnose(path, 'value', {
      code: 'out-of-range',
      message: `${describeValue(value)}${size}; ${bound} ${limit}${unit} is accepted`,
      fix: unit === '' ? `write a number of ${bound} ${limit}` : `write ${bound} ${limit}${unit}`,
    });
  }

  /** A value of the wrong type, format or unit. */
  private unexpected(path: Path, value: unknown): Diagnostic {
    const schemas = schemasAt(this.schema, path);
    const expected = expectation(schemas);
    const written = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    const accepts = (text: string): boolean => accepted(schemas, text);
    const suggestion = written === undefined ? undefined : accepts(written) ? written : suggestUnit(written, accepts);
    const message = `${describeValue(value)} is not ${expected}${didYouMean(suggestion)}`;
    const fix = suggestion === undefined ? `write ${expected}` : `write ${JSON.stringify(suggestion)}`;
    return this.source.diagnose(path, 'value', { code: codeOf(value, expected, schemas), message, fix });
  }
}

function accepted(schemas: readonly z.core.$ZodType[], text: string): boolean {
  return schemas.some((schema) => schema instanceof z.ZodType && schema.safeParse(text).success);
}

const UNIT_WORDS = /^(a duration|a binary size|a rate|a number .*cores)/;

function codeOf(value: unknown, expected: string, schemas: readonly z.core.$ZodType[]): Problem['code'] {
  if (typeof value !== 'string' && typeof value !== 'number') return 'wrong-type';
  if (UNIT_WORDS.test(expected)) return 'wrong-unit';
  const textual = schemas.some((schema) => schema instanceof z.ZodString || schema instanceof z.ZodStringFormat);
  return typeof value === 'string' && textual ? 'wrong-format' : 'wrong-type';
}
