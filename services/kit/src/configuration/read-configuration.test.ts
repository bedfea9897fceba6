import { expect, test } from 'vitest';
import { z } from 'zod';
import { commonSettings } from './common-settings.js';
import { ConfigurationError, readConfiguration } from './read-configuration.js';

const schema = z.object({
  ...commonSettings,
  SECRET_KEY: z.base64({ abort: true }).refine((text) => text.length === 8),
  SIZES: z.string().transform((text, context) => {
    const size = Number(text);
    if (!(size > 0)) context.addIssue({ code: 'custom', message: 'expected a positive number' });
    return size;
  }),
});

const GOOD = { SECRET_KEY: 'AAAAAAA=', SIZES: '3' };

const problemsOf = (env: Record<string, string | undefined>): readonly string[] => {
  try {
    readConfiguration(schema, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

test('settings have their types and defaults', () => {
  const settings = readConfiguration(schema, { ...GOOD, PORT: '8081', OTEL_TRACES_SAMPLER_ARG: '0.5', UNKNOWN: 'x' });
  expect(settings).toMatchObject({ PORT: 8081, METRICS_PORT: 9464, OTEL_TRACES_SAMPLER_ARG: 0.5, SIZES: 3 });
  expect(settings).not.toHaveProperty('UNKNOWN');
  expect(settings.DATABASE_URL).toBeUndefined();
});

test('every problem is named at once, in the order of the schema', () => {
  const problems = problemsOf({
    PORT: '70000',
    METRICS_PORT: 'nine',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    SECRET_KEY: 'hunter2',
    LOG_LEVEL: 'loud',
    SIZES: '-1',
  });
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'PORT',
    'METRICS_PORT',
    'LOG_LEVEL',
    'DATABASE_URL',
    'SECRET_KEY',
    'SIZES',
  ]);
  expect(problems).toContain('DATABASE_URL: expected a postgres:// URL');
  expect(problems).toContain('SIZES: expected a positive number');
  expect(problems.join()).not.toMatch(/hunter2|loud|nine|70000/);
});

test('an empty variable is a missing one', () => {
  expect(problemsOf({ SECRET_KEY: '', SIZES: undefined })).toEqual(['SECRET_KEY: is missing', 'SIZES: is missing']);
  expect(problemsOf({ ...GOOD, PORT: '', FLAGS_FILE: '' })).toEqual([]);
});

test('the message is for people', () => {
  expect(() => readConfiguration(schema, {})).toThrow(
    'configuration refused:\n  SECRET_KEY: is missing\n  SIZES: is missing',
  );
});

test('what the platform gives every pod is accepted', () => {
  const pod = {
    ...GOOD,
    PORT: '8080',
    METRICS_PORT: '9464',
    CONTRACT_FILE: '/etc/finflow/contract.json',
    FLAGS_FILE: '/etc/finflow/flags.json',
    FINFLOW_ENVIRONMENT: 'production',
    FINFLOW_LOCATION: 'use1',
    FINFLOW_JURISDICTION: 'us',
    POD_NAME: 'ledger-abc',
    POD_NAMESPACE: 'ledger',
    POD_IP: '10.0.0.1',
    NODE_NAME: 'node-1',
    KAFKA_BOOTSTRAP_SERVERS: 'kafka-use1.internal.finflow.example:9092',
    OTEL_SERVICE_NAME: 'ledger',
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=money-movement,cloud.region=us-east-1',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector.monitoring.svc.cluster.local:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    DATABASE_URL:
      'postgresql://ledger:secret@postgres-ledger-use1.internal.finflow.example:6432/ledger?sslmode=verify-full',
  };
  expect(readConfiguration(schema, pod)).toMatchObject({ FINFLOW_LOCATION: 'use1', PORT: 8080 });
});
