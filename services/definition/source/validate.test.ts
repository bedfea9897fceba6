import { describe, expect, it } from 'vitest';
import { serviceSchema } from '../service-schema.js';
import { diagnosticsOf, edited, placesOf } from '../testing/example-repository.js';
import { EXAMPLE_TEXTS } from '../testing/example-texts.js';
import { SCHEMA_REJECTIONS } from '../testing/schema-rejections.js';
import { formatDiagnostic } from './diagnostic.js';
import { validate } from './validate.js';
import { parseYamlSource } from './yaml-source.js';

const ORDERS = EXAMPLE_TEXTS['services/orders/service.yaml']!;

/** `code message | fix` of the diagnostics that one replacement in the example gives. */
function refusals(from: string, to: string): string[] {
  const { diagnostics } = validate(serviceSchema, parseYamlSource('orders.yaml', ORDERS.replace(from, to)));
  return diagnostics.map(({ code, message, fix }) => `${code} ${message} | ${fix}`);
}

describe('validate', () => {
  it.each(SCHEMA_REJECTIONS.map(([code, ...edits]) => ({ code, edits, what: edits.at(-1)?.to })))(
    'refuses with $code: $what',
    ({ code, edits }) => {
      const { texts, places } = edited(edits);
      expect(placesOf(diagnosticsOf(texts))).toEqual(places.map((place) => `${place} ${code}`));
      expect(places).toHaveLength(1);
    },
  );

  it('gives the value of a file that holds', () => {
    const { value, diagnostics } = validate(serviceSchema, parseYamlSource('orders.yaml', ORDERS));
    expect(diagnostics).toEqual([]);
    expect(value?.metadata).toEqual({ name: 'orders', owner: 'sales' });
  });

  it('suggests the key, value or unit that was meant', () => {
    expect(refusals('min: 3, max: 12', 'min: 3, maximum: 12')).toEqual([
      'unknown-key the key "maximum" is unknown; did you mean "max"? | rename it to max',
    ]);
    expect(refusals('tier: 0', 'teir: 0')).toContain(
      'unknown-key the key "teir" is unknown; did you mean "tier"? | rename it to tier',
    );
    expect(refusals('dataClass: confidential', 'dataClass: Confidental')).toEqual([
      'not-allowed "Confidental" is not allowed here; did you mean "confidential"? | write confidential',
    ]);
    expect(refusals('timeout: 1s', 'timeout: 5 minutes')).toEqual([
      'wrong-unit "5 minutes" is not a duration such as 250ms, 45s, 15m, 6h, 30d or 5y; did you mean "5m"? | write "5m"',
    ]);
    expect(refusals('memory: 1Gi', 'memory: 512m')).toEqual([
      'wrong-unit "512m" is not a binary size such as 512Mi, 4Gi or 2Ti; did you mean "512Mi"? | write "512Mi"',
    ]);
    expect(refusals('tier: 0', "tier: '0'")).toEqual(['not-allowed "0" is not allowed here | write 0 without quotes']);
    expect(refusals("version: '16'", 'version: 16')).toEqual([
      'not-allowed 16 is not allowed here | write "16" in quotes',
    ]);
  });

  it('says what a missing key takes', () => {
    expect(refusals(', retention: { min: 1y, max: 7y }', '')).toEqual([
      'missing-key the key "retention" is missing | add retention: a mapping with the keys min, max',
    ]);
    expect(refusals('owner: sales }', 'owner: }')).toEqual([
      'wrong-type nothing is not a lower-case DNS label of at most 40 characters, such as payment-links | write a lower-case DNS label of at most 40 characters, such as payment-links',
    ]);
  });

  it('states limits in numbers', () => {
    expect(refusals('cohort: 5', 'cohort: 1.5')).toEqual([
      'wrong-type 1.5 is not a whole number from 0 to 100 | write a whole number from 0 to 100',
    ]);
    expect(refusals('cohort: 5', 'cohort: 101')).toEqual([
      'out-of-range 101; at most 100 is accepted | write a number of at most 100',
    ]);
  });

  it('reduces a union to the branch that was written', () => {
    expect(refusals('sli: { under: 200ms }', 'sli: { under: 200 }')).toHaveLength(1);
    expect(refusals('sli: { under: 200ms }', 'sli: {}')).toHaveLength(1);
    expect(refusals('sli: { under: 200ms }', 'sli: fast')[0]).toMatch(
      /^wrong-type "fast" is not a mapping with the key errors, or /,
    );
  });

  it('gives all errors of a file at once', () => {
    const broken = ORDERS.replace('tier: 0', 'tier: 9')
      .replace('timeout: 1s', 'timeout: soon')
      .replace('rollout:', 'rolout:');
    expect(validate(serviceSchema, parseYamlSource('orders.yaml', broken)).diagnostics).toHaveLength(3);
  });

  it('refuses a file that is no mapping', () => {
    for (const text of ['hello', '- a', '3', 'null']) {
      const [only, ...others] = validate(serviceSchema, parseYamlSource('x.yaml', text)).diagnostics;
      expect([only?.code, only?.line, only?.column, others]).toEqual(['wrong-type', 1, 1, []]);
    }
  });

  it('shows the line with a caret under the value', () => {
    const [diagnostic] = validate(
      serviceSchema,
      parseYamlSource('orders.yaml', ORDERS.replace('tier: 0', 'tier: 9')),
    ).diagnostics;
    expect(formatDiagnostic(diagnostic!)).toBe(
      [
        'orders.yaml:4:7 error not-allowed: 9 is not allowed here',
        '  4 | tier: 9',
        '            ^',
        '  allowed: 0, 1, 2, 3',
        '  fix: write an allowed value',
      ].join('\n'),
    );
  });

  it('lets no control character through to a terminal', () => {
    const evil = ORDERS.replace('owner: sales', 'owner: "\\e[31mred\\u202e"').replace('system:', 'x:');
    const raw = ORDERS.replace('tier: 0', 'tier: 0 # \u001b]0;title\u0007').replace(
      'timeout: 1s',
      'timeout: \u009b31m',
    );
    for (const text of [evil, raw]) {
      const shown = validate(serviceSchema, parseYamlSource('orders.yaml', text)).diagnostics.map(formatDiagnostic);
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.join('').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it('judges tens of thousands of unknown keys in linear time', () => {
    const keys = Array.from({ length: 12_000 }, (_, index) => `unknown-${index}: 1`).join('\n');
    expect(validate(serviceSchema, parseYamlSource('orders.yaml', `${ORDERS}${keys}\n`)).diagnostics).toHaveLength(
      12_000,
    );
  });
});
