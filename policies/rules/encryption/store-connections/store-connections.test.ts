import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { JsonObject } from '../../../engine/json.js';
import { storeConnections } from './store-connections.js';

const CACHE = {
  transit_encryption_enabled: true,
  transit_encryption_mode: 'required',
  user_group_ids: ['${aws_elasticache_user_group.users.user_group_id}'],
};
const USER = { access_string: 'on ~* +@read', authentication_mode: { type: 'iam' } };

const stacks = (cache: JsonObject, user: JsonObject = USER) => ({
  stacks: {
    'example-use1-data': {
      resource: { aws_elasticache_replication_group: { sessions: cache }, aws_elasticache_user: { auth: user } },
    },
  },
});

describe('ENC-006 connections to caches', () => {
  it('passes TLS with a user who proves who it is', () => {
    expect(outcomesOf(storeConnections, stacks(CACHE))).toEqual(['pass', 'pass']);
  });

  it('passes a user without a password who is switched off', () => {
    const off = { access_string: 'off ~* -@all', authentication_mode: { type: 'no-password-required' } };
    expect(outcomesOf(storeConnections, stacks(CACHE, off))).toEqual(['pass', 'pass']);
  });

  it.each([
    [{ ...CACHE, transit_encryption_enabled: false }, 'connections are not encrypted'],
    [{ ...CACHE, transit_encryption_mode: 'preferred' }, 'plain connections are accepted beside TLS'],
    [{ ...CACHE, user_group_ids: [] }, 'everybody who reaches the cache may use it'],
  ])('fails %j', (cache, message) => {
    expect(messagesOf(storeConnections, stacks(cache))).toEqual([message]);
  });

  it.each([
    { ...USER, no_password_required: true },
    { ...USER, authentication_mode: { type: 'no-password-required' } },
  ])('fails the user %j', (user) => {
    expect(messagesOf(storeConnections, stacks(CACHE, user))).toEqual(['a user needs no password']);
  });

  it('does not guess what a variable will say', () => {
    const cache = { ...CACHE, transit_encryption_mode: '${var.mode}' };
    expect(outcomesOf(storeConnections, stacks(cache))).toEqual(['unknown', 'pass']);
  });

  it('is not applicable without a cache', () => {
    expect(outcomesOf(storeConnections, {})).toEqual(['not-applicable']);
  });
});
