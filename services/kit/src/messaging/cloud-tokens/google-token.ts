export interface GoogleTokenParts {
  readonly email: string;
  readonly accessToken: string;
  readonly at: Date;
  /** For how long the access token is good. */
  readonly seconds: number;
}

/**
 * An access token in the dress of a JSON web token, as Google's brokers want it: the access token stands where the
 * signature would.
 *
 * @see github.com/googleapis/managedkafka, GcpLoginCallbackHandler
 */
export function googleToken({ email, accessToken, at, seconds }: GoogleTokenParts): string {
  const issued = Math.floor(at.getTime() / 1_000);
  const header = { typ: 'JWT', alg: 'GOOG_OAUTH2_TOKEN' };
  const claims = { exp: issued + seconds, iat: issued, iss: 'Google', scope: 'kafka', sub: email };
  return [JSON.stringify(header), JSON.stringify(claims), accessToken]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}
