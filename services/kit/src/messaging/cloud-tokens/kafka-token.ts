import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CloudKafkaIdentity } from '../kafka-credentials.js';
import { googleToken } from './google-token.js';
import { mskToken } from './msk-token.js';

/** Where EKS tells a pod who it is: an address of the node, and the file with what the pod shows there. */
export interface PodIdentity {
  readonly credentialsUrl: string;
  readonly tokenFile: string;
}

/** Google's metadata server, as every pod with a workload identity sees it. */
const METADATA = 'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default';
const ANSWER_WITHIN_MS = 5_000;

const awsAnswer = z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), Token: z.string() });
const googleAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

/**
 * A token that proves the pod's identity in its cloud to the brokers; asked for whenever a connection proves itself.
 *
 * @throws Error when the pod has no identity, or nobody tells it in time
 */
export async function kafkaToken(credentials: CloudKafkaIdentity, pod: PodIdentity | undefined): Promise<string> {
  if (credentials.identity === 'gcp') return fetchGoogleToken();
  if (pod === undefined) throw new Error('the pod has no identity in AWS: its service account is not associated');
  const authorization = (await readFile(pod.tokenFile, 'utf8')).trim();
  const answer = awsAnswer.parse(JSON.parse(await fetchText(pod.credentialsUrl, { authorization })));
  return mskToken({
    region: credentials.region,
    accessKeyId: answer.AccessKeyId,
    secretAccessKey: answer.SecretAccessKey,
    sessionToken: answer.Token,
    at: new Date(),
  });
}

async function fetchGoogleToken(): Promise<string> {
  const headers = { 'metadata-flavor': 'Google' };
  const [email, token] = await Promise.all([
    fetchText(`${METADATA}/email`, headers),
    fetchText(`${METADATA}/token`, headers),
  ]);
  const { access_token: accessToken, expires_in: seconds } = googleAnswer.parse(JSON.parse(token));
  return googleToken({ email, accessToken, at: new Date(), seconds });
}

async function fetchText(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!response.ok) throw new Error(`${new URL(url).host} does not tell the pod's identity: ${response.status}`);
  return response.text();
}
