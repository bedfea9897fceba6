/**
 * What is taken out of every line before it leaves its node: what the kit's logger redacts by name, and what has the shape of a secret,
 * because not every program is ours. Patterns mean the same to Ruby, which runs them, and to JavaScript; flags are `i` throughout.
 */
export interface Redaction {
  readonly what: string;
  /** Source of a regular expression. */
  readonly pattern: string;
  /** Replacement with `\1` for the first group, as Ruby writes it. */
  readonly replacement: string;
}

/** Names of members whose values no store may hold; `_` stands for `-`, `_` or nothing between words. */
const NAMES = [
  'authorization proxy_authorization cookie set_cookie password passwd passphrase secret client_secret',
  'token access_token refresh_token id_token api_key private_key credentials database_url otp totp recovery_code magic_link',
  'idempotency_key email email_address phone phone_number date_of_birth iban account_number card_number pan cvv cvc ssn tax_id passport',
].flatMap((line) => line.split(' ').map((name) => name.replaceAll('_', '[-_]?')));

const NAME = `(${NAMES.join('|')})`;
/** Issuers' first digits, then 13 to 19 digits in all, in groups or not. */
const CARD = '(?:[3-6][0-9]|2[2-7])[0-9]{2}(?:[ -]?[0-9]{4}){2}[ -]?[0-9]{1,7}';

export const REDACTIONS: readonly Redaction[] = [
  {
    what: 'JSON members by name, also inside of quoted JSON',
    pattern: `(\\\\*")${NAME}\\1\\s*:\\s*(?:\\1(?:[^"\\\\]|\\\\.)*?\\1|\\[[^\\]]*\\]|\\{[^{}]*\\}|[^\\s,\\]}"{\\[\\\\]+)`,
    replacement: '\\1\\2\\1:\\1[redacted]\\1',
  },
  {
    what: 'pairs in texts and query strings',
    pattern: `\\b${NAME}=(?!\\[)[^\\s&;,"]+`,
    replacement: '\\1=[redacted]',
  },
  { what: 'credentials in addresses', pattern: '//[^\\s/@:"]*:[^\\s/@"]*@', replacement: '//[redacted]@' },
  { what: 'bearer and basic tokens', pattern: '\\b(bearer|basic) +[\\w.~+/=-]{8,}', replacement: '\\1 [redacted]' },
  { what: 'JSON web tokens', pattern: '\\beyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*', replacement: '[redacted]' },
  { what: 'access keys of AWS', pattern: '\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b', replacement: '[redacted]' },
  {
    what: 'private keys',
    pattern: '-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)',
    replacement: '[redacted]',
  },
  // A bare number stays a value that JSON can hold.
  {
    what: 'card numbers as JSON numbers',
    pattern: `([:,\\[]\\s*)${CARD}(?=\\s*[,}\\]])`,
    replacement: '\\1"[redacted]"',
  },
  { what: 'card numbers in texts', pattern: `(?<![0-9a-z._-])${CARD}(?![0-9a-z_-])`, replacement: '[redacted]' },
];

/** Ruby that takes all of it out of a text. */
export const redactInRuby = (text: string): string =>
  REDACTIONS.reduce(
    (code, { pattern, replacement }) => `${code}.gsub(/${pattern.replaceAll('/', '\\/')}/i, '${replacement}')`,
    `${text}.to_s`,
  );
