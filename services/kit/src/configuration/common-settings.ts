import { z } from 'zod';

const port = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(0).max(65_535).default(fallback);

const url = (protocols: RegExp, what: string): z.ZodURL => z.url({ protocol: protocols, error: `expected ${what}` });

/**
 * What every pod gets, whichever service runs in it. A service spreads it into its own `z.object` and adds its variables.
 * Without any of them a program runs on one machine, embedded.
 */
export const commonSettings = {
  PORT: port(8080),
  METRICS_PORT: port(9464),
  /** Interface to listen on; pods listen on all of them. */
  HOST: z.string().min(1).default('0.0.0.0'),

  FINFLOW_ENVIRONMENT: z.string().min(1).default('embedded'),
  FINFLOW_LOCATION: z.string().min(1).default('here'),
  FINFLOW_JURISDICTION: z.string().min(1).default('none'),
  POD_NAME: z.string().min(1).optional(),
  POD_NAMESPACE: z.string().min(1).optional(),
  POD_IP: z.string().min(1).optional(),
  NODE_NAME: z.string().min(1).optional(),
  CONTRACT_FILE: z.string().min(1).optional(),
  FLAGS_FILE: z.string().min(1).optional(),

  OTEL_SERVICE_NAME: z.string().min(1).optional(),
  OTEL_RESOURCE_ATTRIBUTES: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(/^https?$/, 'an http(s) URL').optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal('http/protobuf').default('http/protobuf'),
  /** Share of traces that start here and are kept; a caller's decision always wins. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.01),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),

  DATABASE_URL: url(/^postgres(ql)?$/, 'a postgres:// URL').optional(),
  KAFKA_BOOTSTRAP_SERVERS: z.string().min(1).optional(),
  KAFKA_CREDENTIALS: z.string().min(1).optional(),
  /** Where EKS tells a pod who it is in AWS, and what the pod shows there. */
  AWS_CONTAINER_CREDENTIALS_FULL_URI: url(/^https?$/, 'an http(s) URL').optional(),
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: z.string().min(1).optional(),
};

/** The common settings as a program reads them. */
export type CommonSettings = z.infer<z.ZodObject<typeof commonSettings>>;
