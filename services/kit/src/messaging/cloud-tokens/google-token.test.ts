import { describe, expect, it } from 'vitest';
import { googleToken } from './google-token.js';

describe('googleToken', () => {
  it('says who and until when, and ends with the access token', () => {
    const email = 's-usc1-ledger@finflow-staging-usc1.iam.gserviceaccount.com';
    const at = new Date('2026-11-23T12:00:00Z');
    const token = googleToken({ email, accessToken: 'ya29.secret', at, seconds: 3_600 });
    const [header, claims, access] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
    expect(JSON.parse(header ?? '')).toEqual({ typ: 'JWT', alg: 'GOOG_OAUTH2_TOKEN' });
    const issued = at.getTime() / 1_000;
    expect(JSON.parse(claims ?? '')).toEqual({
      exp: issued + 3_600,
      iat: issued,
      iss: 'Google',
      scope: 'kafka',
      sub: email,
    });
    expect(access).toBe('ya29.secret');
  });
});
