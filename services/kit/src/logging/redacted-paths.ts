/** Fields that never reach a log, wherever they turn up: secrets first, then what identifies people. */
const FIELDS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'clientSecret',
  'client_secret',
  'privateKey',
  'databaseUrl',
  'connectionString',
  'idempotencyKey',
  'email',
  'phone',
  'firstName',
  'lastName',
  'fullName',
  'address',
  'dateOfBirth',
  'iban',
  'cardNumber',
  'counterparty',
  'subject',
] as const;

const HEADERS = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["idempotency-key"]',
  '["proxy-authorization"]',
] as const;

const under = (parent: string, field: string): string =>
  field.startsWith('[') ? `${parent}${field}` : `${parent}.${field}`;

/** Paths for pino: each field at the top and one level below, headers where the frameworks put them. */
export const REDACTED_PATHS: readonly string[] = [
  ...FIELDS.flatMap((field) => [field, `*.${field}`]),
  ...['headers', 'req.headers', 'request.headers', 'res.headers', 'response.headers'].flatMap((parent) =>
    HEADERS.map((field) => under(parent, field)),
  ),
];
