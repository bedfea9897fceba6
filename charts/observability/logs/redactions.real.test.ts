import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { platformOf } from '../../testing/synthesized.js';
import type { Directive } from './directive.js';
import { shipperConfiguration } from './shipper-configuration.js';
import { CLEAN_LINES, SECRET_LINES } from './testing/log-lines.js';

const everyDirective = (directives: readonly Directive[]): Directive[] =>
  directives.flatMap((directive) => [directive, ...everyDirective(directive.inside ?? [])]);

/** Every expression that Fluentd's record transformer would hand to Ruby, by the member that it sets. */
const expressions = Object.fromEntries(
  everyDirective(shipperConfiguration(platformOf('production').environment))
    .filter(({ name }) => name === 'record')
    .flatMap(({ parameters = {} }) => Object.entries(parameters))
    .map(([member, text]) => [member, String(text).replace(/^\$\{/, '').replace(/\}$/, '')]),
);

/** Fluentd has no package here, its language does: the expressions run in Ruby itself, on the record and the tag that they expect. */
const inRuby = (member: string, records: readonly unknown[], tag = ''): unknown[] => {
  const program = [
    'require "json"',
    'tag, records = JSON.parse(STDIN.read)',
    `puts JSON.generate(records.map { |record| ${expressions[member] ?? ''} })`,
  ].join('\n');
  const input = JSON.stringify([tag, records]);
  return JSON.parse(execFileSync('ruby', ['-e', program], { input, encoding: 'utf8' })) as unknown[];
};

describe('in Ruby', () => {
  it('no secret is left, and JSON stays JSON', () => {
    const lines = SECRET_LINES.map(({ line }) => ({ message: line }));
    const clean = inRuby('clean', lines) as string[];
    for (const [index, { line, secret }] of SECRET_LINES.entries()) {
      expect(clean[index], line).not.toContain(secret);
      if (line.startsWith('{')) expect(() => JSON.parse(clean[index] ?? '') as unknown, clean[index]).not.toThrow();
    }
    const redacted = inRuby(
      'redacted',
      lines.map(({ message }, index) => ({ message, clean: clean[index] })),
    );
    expect(redacted).toEqual(lines.map(() => 1));
  });

  it('what is no secret is left as it is', () => {
    const clean = inRuby(
      'clean',
      CLEAN_LINES.map((message) => ({ message })),
    );
    expect(clean).toEqual(CLEAN_LINES);
  });

  it('a line belongs to whom its file belongs', () => {
    const id = 'a'.repeat(64);
    const tag = `kubernetes.var.log.containers.ledger-7f9c-x2.1_payments-ns_istio-proxy-${id}.log`;
    expect(inRuby('namespace', [{}], tag)).toEqual(['payments-ns']);
    expect(inRuby('pod', [{}], tag)).toEqual(['ledger-7f9c-x2.1']);
    expect(inRuby('container', [{}], tag)).toEqual(['istio-proxy']);
  });

  it('severity and trace come from the parsed line', () => {
    const records = [{ log: { severity: 'ERROR', trace_id: '4bf9' } }, { message: 'text' }];
    expect(inRuby('severity', records)).toEqual(['error', 'unknown']);
    expect(inRuby('trace_id', records)).toEqual(['4bf9', '']);
  });
});
