import type { Layer } from './layers.js';

/** Every name that two places must agree on is derived here, once. */

/** `production-use1-network`; scope is a location, a jurisdiction or a pair such as `use1-usc1`. */
export const stackName = (environment: string, scope: string, layer: Layer): string =>
  `${environment}-${scope}-${layer}`;

/** Scope of a stack that joins two locations: `use1-usc1`. */
export const linkScope = (from: string, to: string): string => `${from}-${to}`;

/** Folder of a stack's Terraform JSON, relative to the repository root. */
export const stackPath = (name: string): string => `cdktf.out/stacks/${name}`;

/** Key of a stack's state inside its bucket. */
export const stateKey = (environment: string, scope: string, layer: Layer): string =>
  `${environment}/${scope}/${layer}/terraform.tfstate`;

/** Folder of an application's manifests, relative to the repository root. */
export const manifestPath = (environment: string, location: string, application: string): string =>
  `dist/manifests/${environment}/${location}/${application}`;

/** File of the resolved platform, relative to the repository root. */
export const platformPath = (environment: string): string => `dist/platform/${environment}.json`;

/** Folder of the audit outputs, relative to the repository root. */
export const auditPath = (environment: string): string => `dist/audit/${environment}`;

/** Cost report of an environment. */
export const costPath = (environment: string): string => `dist/cost/${environment}.md`;

/** Argo CD Application name; unique across an environment. */
export const applicationName = (application: string, location: string): string => `${application}-${location}`;

export const trustDomain = (environment: string, domain: string): string => `${environment}.${domain}`;
export const namespaceName = (service: string): string => service;
export const serviceAccountName = (service: string): string => service;

/** SPIFFE identity as Istio writes it in `principals`: without the scheme. */
export const principal = (domain: string, service: string): string =>
  `${domain}/ns/${namespaceName(service)}/sa/${serviceAccountName(service)}`;

/** Identity of the ingress gateway of a cluster. */
export const gatewayPrincipal = (domain: string): string =>
  `${domain}/ns/${GATEWAY_NAMESPACE}/sa/${GATEWAY_SERVICE_ACCOUNT}`;

export const GATEWAY_NAMESPACE = 'istio-ingress';
export const GATEWAY_SERVICE_ACCOUNT = 'public-gateway';
/** Squad that owns what no service owns; services/teams.yaml must have it. */
export const PLATFORM_TEAM = 'platform';

export const MESH_NAMESPACE = 'istio-system';
export const ARGOCD_NAMESPACE = 'argocd';
export const MONITORING_NAMESPACE = 'monitoring';
export const EXTERNAL_SECRETS_NAMESPACE = 'external-secrets';

export const serviceHost = (service: string): string => `${service}.${namespaceName(service)}.svc.cluster.local`;
export const clusterName = (environment: string, location: string): string => `finflow-${environment}-${location}`;
/** What people do in a location: look, operate, or act in an emergency. */
export const DUTIES = ['viewer', 'engineer', 'break-glass'] as const;
export type Duty = (typeof DUTIES)[number];

/** IAM role that people assume in an AWS location, and the user name prefix by which its cluster knows them. */
export const humanRole = (environment: string, location: string, duty: Duty): string =>
  `finflow-${environment}-${location}-${duty}`;
/** Permission set of IAM Identity Center that leads to the role; it allows 32 characters. */
export const permissionSet = (environment: string, location: string, duty: Duty): string =>
  `${environment}-${location}-${duty}`;

/** Buckets of the archive account or project: `audit` never changes, `config` holds histories of AWS Config. */
export const archiveBucket = (environment: string, location: string, purpose: 'audit' | 'config'): string =>
  `finflow-${environment}-${location}-${purpose}`;
/** Role of another AWS account that the credentials of a location may assume there, for one purpose only. */
export const deliveryRole = (environment: string, location: string, purpose: 'archive' | 'identity'): string =>
  `finflow-${environment}-${location}-${purpose}`;

/** IAM group that denies everything without a second factor; AWS Config reports every IAM user outside of it. */
export const IAM_USERS_GROUP = 'finflow-second-factor';
/** Tag of AWS resources that the backup plan of their location takes in. */
export const BACKUP_TAG = { key: 'backup', value: 'daily' } as const;

export const originHost = (location: string, domain: string): string => `origin-${location}.${domain}`;
export const toolHost = (tool: string, location: string, domain: string): string => `${tool}-${location}.${domain}`;
export const deadLetterTopic = (group: string, topic: string): string => `${topic}.dlq.${group}`;

/** Cloud identity of a service in one location; at most 30 characters, as Google service accounts require. */
export const cloudIdentity = (environment: string, service: string, location: string): string => {
  const short = { local: 'l', staging: 's', production: 'p' }[environment] ?? environment;
  const full = `${short}-${location}-${service}`;
  return full.length <= 30 ? full : `${full.slice(0, 23).replace(/-+$/, '')}-${shortHash(full)}`;
};

/** Six hex digits (FNV-1a, 24 bits folded) that keep shortened names apart. */
const shortHash = (text: string): string => {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return ((hash >>> 8) ^ (hash & 0xff)).toString(16).padStart(6, '0').slice(0, 6);
};

/** IAM role of a squad's people in one AWS location. */
export const squadRole = (environment: string, location: string, team: string): string =>
  `finflow-${environment}-${location}-squad-${team}`;
/** Permission set of single sign-on that leads to it; IAM Identity Center allows 32 characters. */
export const squadPermissionSet = (environment: string, location: string, team: string): string =>
  `${environment}-${location}-squad-${team}`;

/** AWS role in which a service of a Google Cloud location reads its own archives; AWS allows 64 characters. */
export const archiveReaderRole = (environment: string, location: string, service: string, reader: string): string =>
  `${cloudIdentity(environment, service, location)}-archives-${reader}`;

/** What a service is called in one of its locations. */
export const identityIn = (identities: Readonly<Record<string, string>>, location: string): string => {
  const identity = identities[location];
  if (identity === undefined)
    throw new RangeError(`nothing is derived for ${location}, only for ${Object.keys(identities).join()}`);
  return identity;
};

/** Role through which the other end of a peering changes the transit gateway of an AWS location. */
export const peeringRole = (environment: string, location: string): string =>
  `finflow-${environment}-${location}-peering`;

/** Tag by which other stacks find the transit gateway of an AWS location, so that none reads another location's state. */
export const transitGatewayName = (environment: string, location: string): string =>
  `finflow-${environment}-${location}-transit`;

/** Tag of one of its route tables: `inside` serves the location's own network, `peers` whoever comes from another location. */
export const transitTableName = (environment: string, location: string, side: 'inside' | 'peers'): string =>
  `${transitGatewayName(environment, location)}-${side}`;

/** Key of a secret in the location's secret manager. Google secret ids allow no slash. */
export const secretKey = (environment: string, location: string, path: string, cloud: 'aws' | 'gcp'): string =>
  cloud === 'aws'
    ? `finflow/${environment}/${location}/${path}`
    : `finflow-${environment}-${location}-${path.replaceAll('/', '-')}`;

/** Name of the SecretStore in each namespace; it reads with the identity of the namespace's own service. */
export const SECRET_STORE = 'location-secrets';

/** Label and taint key of the node pools. */
export const NODE_POOL_LABEL = 'finflow.io/node-pool';

/** Zone of the private names of an environment; each location answers for it inside its own network. */
export const internalDomain = (domain: string): string => `internal.${domain}`;

/** Private name of a location's Kafka; the same whichever driver serves it. */
export const kafkaHost = (location: string, domain: string): string => `kafka-${location}.${internalDomain(domain)}`;
/** Brokers of Amazon MSK listen for clients with an IAM identity on a port of its own. */
const MSK_IAM_PORT = 9098;
const KAFKA_PORT = 9092;
export const kafkaPort = (driver: 'confluent' | 'native', cloud: 'aws' | 'gcp'): number =>
  driver === 'native' && cloud === 'aws' ? MSK_IAM_PORT : KAFKA_PORT;

/** Name of a location's Kafka cluster, and of the Confluent environment that holds nothing else. */
export const kafkaClusterName = (environment: string, location: string): string =>
  `${clusterName(environment, location)}-kafka`;
/** Consumers read the mirrored copy of another location's topic under this name, as MirrorMaker's default policy writes it. */
export const mirroredTopic = (source: string, topic: string): string => `${source}.${topic}`;
/** The variable in which a program finds how to prove to Kafka who it is. */
export const KAFKA_CREDENTIALS = 'KAFKA_CREDENTIALS';
/** Whoever creates topics and mirrors from inside of a cluster, and where it runs. */
export const KAFKA_OPERATOR = 'kafka-operator';
export const STREAMING_NAMESPACE = 'streaming';

/** Bucket of what the edge did with the requests of a jurisdiction's hosts. */
export const edgeLogsBucket = (environment: string, jurisdiction: string): string =>
  `finflow-${environment}-${jurisdiction}-edge-logs`;

/** Path that a cluster's public gateway answers by itself; only the monitors of the edge ask for it. */
export const EDGE_HEALTH_PATH = '/edge-health';

/** The protected branch that Argo CD follows. */
export const deployBranch = (environment: string): string => `deploy/${environment}`;

/** The service that issues access tokens, where proxies fetch its public keys, and what the tokens promise. */
export const TOKEN_SERVICE = 'auth';
export const TOKEN_KEYS_PATH = '/.well-known/jwks.json';
export const TOKEN_AUDIENCE = 'finflow-api';
export const tokenIssuer = (apiHost: string): string => `https://${apiHost}`;

/** Claim of an access token: two digits, "00" to "99", the same for a user on every device. */
export const COHORT_CLAIM = 'cohort';
/** Header in which the gateway passes the verified claim on. */
export const COHORT_HEADER = 'x-finflow-cohort';

export const PUBLIC_GATEWAY = 'public-gateway';
/** Kubernetes secret with the gateway's certificate, its key and the authority of the edge's client certificates. */
export const GATEWAY_CERTIFICATE = 'public-gateway-certificate';

export const stableService = (service: string): string => `${service}-stable`;
export const canaryService = (service: string): string => `${service}-canary`;
/** Cluster-internal host of one of the Kubernetes Services of a service. */
export const clusterHost = (kubernetesService: string, service: string): string =>
  `${kubernetesService}.${namespaceName(service)}.svc.cluster.local`;

/** Kubernetes secret that an ExternalSecret keeps in step with the secret manager. */
export const secretName = (service: string, secret: string): string => `${service}-${secret}`;

/** ConfigMap with what a program must know about its own declaration, and where pods find it. */
export const contractName = (service: string): string => `${service}-contract`;
export const CONTRACT_DIRECTORY = '/etc/finflow';

/** Internal host of a service's data store in one location. */
export const dataStoreHost = (store: 'postgres' | 'redis', service: string, location: string, domain: string): string =>
  `${store}-${service}-${location}.${internalDomain(domain)}`;
export const POSTGRES_PORT = 5432;
export const POOLER_PORT = 6432;
export const REDIS_PORT = 6379;

export const TELEMETRY_COLLECTOR = 'otel-collector';
export const TELEMETRY_COLLECTOR_PORT = 4318;
export const PROMETHEUS_PORT = 9090;
export const prometheusUrl = (): string =>
  `http://prometheus-operated.${MONITORING_NAMESPACE}.svc.cluster.local:${PROMETHEUS_PORT}`;

/** Priority of a pod in a full cluster: lower tiers make room. */
export const priorityClass = (tier: number): string => `finflow-tier-${tier}`;

/** ConfigMap that tells a location's add-ons and operators what the environment promises. */
export const LOCATION_CONTRACT = 'location-contract';

/** Alias of a key in its location; other stacks of the location name the key by it. */
export const keyAlias = (environment: string, location: string, key: string): string =>
  `alias/finflow/${environment}/${location}/${key}`;

/** Bucket of a location for what its databases leave behind; unique in the world, as bucket names are. */
export const dataBucket = (environment: string, location: string, purpose: DataBucketPurpose): string =>
  `finflow-${environment}-${location}-${purpose}`;
export type DataBucketPurpose = 'backups' | 'wal';

/** Service account of the controller that has certificates of the mesh signed by the location's authority. */
export const CERTIFICATE_ISSUER = { namespace: 'cert-manager', name: 'aws-privateca-issuer' } as const;
/** The same on Google Cloud. */
export const GOOGLE_CERTIFICATE_ISSUER = { namespace: 'cert-manager', name: 'google-cas-issuer' } as const;
