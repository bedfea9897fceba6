/** What no log may hold, whatever it is called around it: secrets first, then what identifies people. Lower case, letters only. */
const SENSITIVE = new Set(
  [
    'authorization proxyauthorization cookie setcookie password passwd passphrase secret clientsecret token accesstoken refreshtoken idtoken',
    'apikey privatekey credentials kafkacredentials databaseurl connectionstring kek wrappedkey otp totp recoverycode magiclink',
    'idempotencykey subject sub email emailaddress phone phonenumber firstname lastname fullname givenname familyname',
    'address street postalcode dateofbirth birthdate iban accountnumber cardnumber pan cvv ssn taxid passport counterparty',
  ].flatMap((line) => line.split(' ')),
);

const REDACTED = '[redacted]';
const DEEPEST = 6;
const MOST_NAMES = 10_000;

/** Names that were judged before; programs log the same ones over and over. */
const judged = new Map<string, boolean>();

function isSensitive(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const sensitive = SENSITIVE.has(name.toLowerCase().replace(/[^a-z]/g, ''));
  if (judged.size < MOST_NAMES) judged.set(name, sensitive);
  return sensitive;
}

/** The same fields without secrets and people, however deep; the object itself when there is nothing to hide. */
export function redactFields(fields: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const name in fields) {
    const value = fields[name];
    const kept = isSensitive(name) && value !== undefined && value !== null ? REDACTED : redactValue(value, depth);
    if (kept !== value) {
      copy ??= { ...fields };
      copy[name] = kept;
    }
  }
  return copy ?? fields;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value;
  if (depth >= DEEPEST) return '[too deep]';
  if (Array.isArray(value)) {
    const kept = value.map((item) => redactValue(item, depth + 1));
    return kept.some((item, index) => item !== value[index]) ? kept : value;
  }
  return isRecord(value) ? redactFields(value, depth + 1) : value;
}

const isRecord = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const CREDENTIALS_IN_URL = /\/\/[^\s/@:]*:[^\s/@]*@/g;
const BEARER_TOKEN = /\bbearer +[\w\-.~+/]+=*/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/** A text, such as a driver's error message, without the credentials that it may quote. */
export const redactText = (text: string): string =>
  text
    .replace(CREDENTIALS_IN_URL, `//${REDACTED}@`)
    .replace(BEARER_TOKEN, `Bearer ${REDACTED}`)
    .replace(JSON_WEB_TOKEN, REDACTED);
