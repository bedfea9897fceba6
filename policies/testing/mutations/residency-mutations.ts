import { breakStack, breakTerraform, type Mutation, replaceText, set } from '../mutation.js';

const EU = 'production-eu-edge';
const inStack =
  (stack: string) =>
  (_: unknown, { container }: { readonly container: string }): boolean =>
    container === stack;

/** Ways to take data out of its jurisdiction in the real output. */
export const residencyMutations: readonly Mutation[] = [
  breakStack(
    'RES-001',
    'deploys an EU stack in the United States',
    set('provider.aws.0.region', 'us-east-1'),
    inStack('production-euc1-network'),
  ),
  breakStack(
    'RES-001',
    'keeps EU state in the United States',
    set('terraform.backend.s3.region', 'us-east-1'),
    inStack('production-euc1-cluster'),
  ),
  breakStack(
    'RES-001',
    'keeps EU state in a bucket of the United States',
    set('terraform.backend.gcs.bucket', 'finflow-production-usc1-state'),
    inStack('production-euw4-cluster'),
  ),
  breakTerraform(
    'RES-001',
    'keeps EU keys in the United States',
    'google_kms_key_ring',
    set('location', 'us-central1'),
    inStack('production-euw4-cluster'),
  ),
  breakTerraform(
    'RES-001',
    'stores EU events in the United States',
    'google_pubsub_topic',
    set('message_storage_policy.allowed_persistence_regions', ['us-central1']),
    inStack('production-euw4-cluster'),
  ),
  breakTerraform(
    'RES-002',
    'sends EU failover to the United States',
    'cloudflare_load_balancer_pool',
    replaceText(/^origin-eu\w+\./, 'origin-use1.'),
    inStack(EU),
  ),
  breakTerraform(
    'RES-002',
    'adds a US pool to a country',
    'cloudflare_load_balancer_pool',
    set('origins.0.address', 'origin-use1.finflow.example'),
    inStack(EU),
  ),
  breakTerraform(
    'RES-002',
    'ends EU TLS in the United States',
    'cloudflare_regional_hostname',
    set('region_key', 'us'),
    (host) => host['hostname'] === 'eu.finflow.example',
  ),
  breakTerraform('RES-002', 'removes the EU load balancer', 'cloudflare_load_balancer', 'remove', inStack(EU)),
];
