import { createHash, createHmac } from 'node:crypto';

export interface MskTokenParts {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly at: Date;
}

const SERVICE = 'kafka-cluster';
const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Longest that MSK accepts. */
const VALID_SECONDS = 900;

/**
 * A request to connect that is signed but never sent: MSK takes its address for a bearer token.
 *
 * @see Signature Version 4, query parameters; github.com/aws/aws-msk-iam-sasl-signer-js
 */
export function mskToken({ region, accessKeyId, secretAccessKey, sessionToken, at }: MskTokenParts): string {
  const host = `kafka.${region}.amazonaws.com`;
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${SERVICE}/aws4_request`;
  const query = Object.entries({
    Action: 'kafka-cluster:Connect',
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${accessKeyId}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(VALID_SECONDS),
    'X-Amz-Security-Token': sessionToken,
    'X-Amz-SignedHeaders': 'host',
  })
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  const request = ['GET', '/', query, `host:${host}\n`, 'host', sha256('')].join('\n');
  const key = [day, region, SERVICE, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${secretAccessKey}`,
  );
  const signature = hmac(key, [ALGORITHM, time, scope, sha256(request)].join('\n')).toString('hex');
  const address = `https://${host}/?${query}&X-Amz-Signature=${signature}&User-Agent=finflow-kit`;
  return Buffer.from(address).toString('base64url');
}

/** As AWS writes query parameters: whatever RFC 3986 reserves is escaped. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
