import { describe, expect, it } from 'vitest';
import { parseKafkaCredentials } from './kafka-credentials.js';

const parse = (value: object): unknown => parseKafkaCredentials(JSON.stringify(value));
const key = { mechanism: 'PLAIN', username: 'KEY', password: 'secret' };

describe('parseKafkaCredentials', () => {
  it.each([
    key,
    { ...key, bootstrap: 'lkc-1.dom.us-east-1.aws.confluent.cloud:9092' },
    { ...key, mechanism: 'SCRAM-SHA-512', ca: 'PEM' },
    { mechanism: 'OAUTHBEARER', identity: 'aws', region: 'us-east-1', bootstrap: 'b-1:9098,b-2:9098' },
    { mechanism: 'OAUTHBEARER', identity: 'gcp' },
  ])('reads %j', (value) => {
    expect(parse(value)).toEqual(value);
  });

  it('names what is wrong and never the value', () => {
    expect(() => parse({ ...key, password: '' })).toThrow(/^KAFKA_CREDENTIALS: password: too_small$/);
    expect(() => parse({ ...key, passwrod: 'secret' })).toThrow(/unrecognized_keys/);
    expect(() => parse({ mechanism: 'OAUTHBEARER', identity: 'aws' })).toThrow(/region/);
    expect(() => parse({ mechanism: 'GSSAPI' })).toThrow(/mechanism/);
    expect(() => parseKafkaCredentials('secret')).toThrow('KAFKA_CREDENTIALS is not JSON');
  });
});
