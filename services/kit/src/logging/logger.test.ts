import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLogger, type LoggerOptions } from './logger.js';
import { redactFields, redactText } from './redact.js';

type Line = Record<string, unknown>;

const linesOf = (
  log: (logger: ReturnType<typeof createLogger>) => void,
  level: LoggerOptions['level'] = 'info',
): Line[] => {
  const written: string[] = [];
  log(createLogger({ service: 'ledger', level, destination: { write: (line) => void written.push(line) } }));
  return written.map((line) => JSON.parse(line) as Line);
};

test('a line is JSON with the names that collectors know', () => {
  const [line] = linesOf((logger) => {
    logger.info({ batch: 7 }, 'committed');
  });
  expect(line).toEqual({
    severity: 'info',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    service: 'ledger',
    batch: 7,
    message: 'committed',
  });
});

test('levels below the chosen one cost nothing and say nothing', () => {
  expect(
    linesOf((logger) => {
      logger.debug('x');
    }, 'warn'),
  ).toEqual([]);
});

describe('secrets and people', () => {
  test.each([
    'authorization',
    'Authorization',
    'set-cookie',
    'access_token',
    'clientSecret',
    'Idempotency-Key',
    'IDEMPOTENCY_KEY',
    'password',
    'email',
    'phone_number',
    'DATABASE_URL',
    'KAFKA_CREDENTIALS',
    'counterparty',
    'subject',
  ])('%s is redacted at any depth', (name) => {
    const [line] = linesOf((logger) => {
      logger.info({ [name]: 'hunter2', a: { b: [{ [name]: { deep: 'hunter2' } }] }, headers: { [name]: ['hunter2'] } });
    });
    expect(JSON.stringify(line)).not.toContain('hunter2');
    expect(JSON.stringify(line)).toContain('[redacted]');
  });

  test('other fields stay, and what was logged is not changed', () => {
    const fields = { tokens: 3, keyCount: 2, list: [{ name: 'a' }], nothing: null, at: new Date(0) };
    expect(redactFields(fields)).toBe(fields);
    const secret = { user: { password: 'hunter2', id: 1 } };
    expect(redactFields(secret)).toEqual({ user: { password: '[redacted]', id: 1 } });
    expect(secret.user.password).toBe('hunter2');
    expect(redactFields({ password: undefined, token: null })).toEqual({ password: undefined, token: null });
  });

  test('a cycle ends', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(JSON.stringify(redactFields(cycle))).toContain('[too deep]');
  });

  test('anything can be logged', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4 }), (fields) => {
        expect(() =>
          linesOf((logger) => {
            logger.info(fields, 'x');
          }),
        ).not.toThrow();
      }),
    );
  });
});

describe('errors', () => {
  test('keep their kind, text and causes, and lose what drivers attach', () => {
    const cause = new Error('cannot reach postgres://ledger:hunter2@db:5432/ledger');
    const error = Object.assign(new Error('commit failed', { cause }), {
      code: '23505',
      detail: 'Key (email)=(alice@example.org) already exists.',
      parameters: ['alice@example.org'],
    });
    const [line] = linesOf((logger) => {
      logger.error({ err: error }, 'failed');
    });
    expect(line?.err).toMatchObject({
      type: 'Error',
      message: expect.stringContaining('commit failed') as string,
      code: '23505',
    });
    const text = JSON.stringify(line);
    expect(text).toContain('cannot reach postgres://[redacted]@db:5432/ledger');
    expect(text).not.toMatch(/hunter2|alice/);
  });

  test('that are no errors are not trusted', () => {
    const [first, second] = linesOf((logger) => {
      logger.error({ err: { password: 'hunter2' } });
      logger.error({ err: 'Bearer eyJhbGciOi.abc.def' });
    });
    expect(JSON.stringify([first, second])).not.toMatch(/hunter2|eyJhbGciOi/);
  });
});

test('text is rid of credentials and tokens', () => {
  expect(redactText('GET https://a:b@c/d with bearer abc.DEF and eyJhbGciOiJub25lIn0.eyJzdWIi.sig')).toBe(
    'GET https://[redacted]@c/d with Bearer [redacted] and [redacted]',
  );
  expect(redactText('at 10:30 http://host/path')).toBe('at 10:30 http://host/path');
});
