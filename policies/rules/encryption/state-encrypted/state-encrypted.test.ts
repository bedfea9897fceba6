import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { stateEncrypted } from './state-encrypted.js';

const stack = (backend: object) => ({ stacks: { 'example-use1-network': { terraform: { backend: { ...backend } } } } });
const good = { encrypt: true, kms_key_id: 'alias/state', use_lockfile: true };

describe('ENC-004 encrypted state', () => {
  it('passes an encrypted bucket with a lock, and Google Cloud Storage', () => {
    expect(outcomesOf(stateEncrypted, stack({ s3: good }))).toEqual(['pass']);
    expect(outcomesOf(stateEncrypted, stack({ gcs: { bucket: 'state' } }))).toEqual(['pass']);
  });

  it.each([
    [{ s3: { ...good, encrypt: false } }, 'encrypt is off'],
    [{ s3: { encrypt: true, use_lockfile: true } }, 'no customer key is named'],
    [{ s3: { encrypt: true, kms_key_id: 'alias/state' } }, 'two people can apply at once: there is no lock'],
    [{ local: { path: 'terraform.tfstate' } }, 'state lies in local'],
  ])('fails %j', (backend, message) => {
    expect(messagesOf(stateEncrypted, stack(backend))).toEqual([message]);
  });

  it('is not applicable to a location that exists on one machine', () => {
    const whole = exampleIntent();
    const locations = whole.locations.map((location) => ({ ...location, endpoint: 'http://127.0.0.1:5555' }));
    const intent = { ...whole, locations };
    expect(outcomesOf(stateEncrypted, { ...stack({ local: {} }), intent })).toEqual(['not-applicable']);
    expect(outcomesOf(stateEncrypted, {})).toEqual(['not-applicable']);
  });
});
