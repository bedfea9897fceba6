import { describe, expect, it } from 'vitest';
import { mskToken } from './msk-token.js';

const parts = {
  region: 'us-east-1',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJ/session+token==',
  at: new Date('2026-11-23T12:34:56.789Z'),
};

const decoded = (token: string): URL => new URL(Buffer.from(token, 'base64url').toString('utf8'));

describe('mskToken', () => {
  it('is signed as botocore 1.43.11 signs the same request', () => {
    const address = decoded(mskToken(parts));
    expect(address.origin).toBe('https://kafka.us-east-1.amazonaws.com');
    expect(address.searchParams.get('X-Amz-Signature')).toBe(
      'd89e8960930275b50d502cab8e9fbb0cf76c743ecda02ceabbde5faa34e0921b',
    );
    expect(address.searchParams.get('X-Amz-Security-Token')).toBe('IQoJ/session+token==');
  });

  it('carries no padding, and is good for a quarter of an hour', () => {
    const token = mskToken(parts);
    expect(token).toMatch(/^[\w-]+$/);
    expect(decoded(token).searchParams.get('X-Amz-Expires')).toBe('900');
  });
});
