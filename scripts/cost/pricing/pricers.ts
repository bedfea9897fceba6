import type { Pricers } from '../pricing-context.js';
import { awsCompute } from './aws-compute.js';
import { awsData } from './aws-data.js';
import { awsNetwork } from './aws-network.js';
import { awsSecurity } from './aws-security.js';
import { cloudflareEdge } from './cloudflare-edge.js';
import { confluent } from './confluent.js';
import { googleCompute } from './google-compute.js';
import { googleData } from './google-data.js';
import { googleNetwork } from './google-network.js';
import { googleSecurity } from './google-security.js';

/** How each resource type is priced. */
export const PRICERS: Pricers = {
  ...awsCompute,
  ...awsData,
  ...awsNetwork,
  ...awsSecurity,
  ...cloudflareEdge,
  ...confluent,
  ...googleCompute,
  ...googleData,
  ...googleNetwork,
  ...googleSecurity,
};
