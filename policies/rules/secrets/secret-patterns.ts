/** Shapes that only credentials have; each is specific enough to need no look at its surroundings. */
const KNOWN_SHAPES: readonly (readonly [string, RegExp])[] = [
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY/],
  ['a JSON web token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{5,}/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,})/],
  ['a Slack token', /\bxox[abposr]-[\w-]{10,}/],
  ['a Stripe key', /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ['a SendGrid key', /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  ['a Twilio key', /\bSK[0-9a-f]{32}\b/],
  ['a Google API key', /\bAIza[\w-]{35}\b/],
  ['a password inside a URL', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:(?!\$[({])[^\s/@]{3,}@/i],
];

/** Which credential a text contains, whatever it is called. */
export const credentialIn = (text: string): string | undefined =>
  KNOWN_SHAPES.find(([, shape]) => shape.test(text))?.[0];

const SECRET_NAME =
  /(?:^|[._-])(?:password|passwd|passphrase|pwd|secret|secrets|token|api[_-]?key|secret[_-]?key|access[_-]?key|auth[_-]?key|private[_-]?key|signing[_-]?key|client[_-]?secret|credentials?|auth[_-]?token|psk|pre_?shared_?key)$/i;

/** Whether a setting of this name holds a secret: `DB_PASSWORD`, `clientSecret`, `auth_token`; not `secretName`. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));

/** A setting that is never a reference: what stands there is what is typed. */
export const isPasswordName = (name: string): boolean => /(?:password|passwd|passphrase|pwd|psk)$/i.test(name);

const MIN_RANDOM_LENGTH = 24;
const MIN_ENTROPY_BITS = 4;

/** Long, unbroken and evenly mixed: what generators produce. Hex digests have at most 4 bits a character and stay below. */
export function looksRandom(text: string): boolean {
  if (text.length < MIN_RANDOM_LENGTH || !/^[A-Za-z0-9+/=_-]+$/.test(text)) return false;
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return mixed && entropyBits(text) > MIN_ENTROPY_BITS;
}

/** Shannon entropy in bits a character. */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}
