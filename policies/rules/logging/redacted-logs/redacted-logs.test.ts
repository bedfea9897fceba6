import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { redactedLogs } from './redacted-logs.js';

const locations = exampleIntent().locations.map(({ name }) => name);
const REDACT =
  String.raw`clean \${record["message"].gsub(/[0-9][0-9 ]{12,18}/i, 'x').gsub(/bearer \w+/i, 'x').gsub(/("password":)"[^"]*"/i, '\1"x"').gsub(/:[^:@\/]*@/i, ':x@')}`.replace(
    '\\$',
    '$',
  );
const configuration = (redact: string, days: number): string => {
  const lines = [
    '<filter **>',
    `  ${redact}`,
    '</filter>',
    '<match **>',
    '  data_stream_name logs-application',
    `  data_stream_ilm_policy {"policy":{"phases":{"delete":{"min_age":"${days}d"}}}}`,
    '</match>',
  ];
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: fluentd, namespace: logging }\ndata:\n  fluent.conf: |\n${lines.map((line) => `    ${line}`).join('\n')}\n`;
};
const everywhere = (text: string) => ({
  manifests: Object.fromEntries(locations.map((name) => [`${name}/observability`, text])),
});

describe('LOG-008 redacted logs', () => {
  it('passes when a line loses its secrets and lives as declared', () => {
    expect(new Set(outcomesOf(redactedLogs, everywhere(configuration(REDACT, 30))))).toEqual(new Set(['pass']));
  });

  it('names each kind of secret that would be stored', () => {
    const messages = new Set(messagesOf(redactedLogs, everywhere(configuration('clean ${record["message"]}', 30))));
    expect([...messages]).toEqual([
      'card numbers are stored in clear text',
      'grouped card numbers are stored in clear text',
      'tokens are stored in clear text',
      'passwords are stored in clear text',
      'credentials in addresses are stored in clear text',
    ]);
  });

  it('does not count what is redacted after the first output', () => {
    const late = configuration('tag x', 30).replace('    </match>', `      ${REDACT}\n    </match>`);
    expect(messagesOf(redactedLogs, everywhere(late))).toContain('tokens are stored in clear text');
  });

  it('fails another lifetime than the declared one, and no shipper at all', () => {
    expect(messagesOf(redactedLogs, everywhere(configuration(REDACT, 31)))).toContain(
      'application logs are kept for 31 days, not for 30',
    );
    expect(new Set(messagesOf(redactedLogs, {}))).toEqual(new Set(['no log shipper is configured']));
  });
});
