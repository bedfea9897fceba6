import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import type { Identified } from './cluster-resources.js';
import { ConfluentResource } from './confluent-resource.js';

export interface ServiceAccountConfig extends TerraformMetaArguments {
  /** Unique in the organization, at most 64 characters. */
  readonly displayName: string;
  readonly description: string;
}

/** An identity that is no person. */
export class ConfluentServiceAccount extends ConfluentResource<ServiceAccountConfig> {
  constructor(scope: Construct, id: string, config: ServiceAccountConfig) {
    super(scope, id, 'confluent_service_account', config);
  }

  get apiVersion(): string {
    return this.getStringAttribute('api_version');
  }
  get kind(): string {
    return this.getStringAttribute('kind');
  }
}

export interface RoleBindingConfig extends TerraformMetaArguments {
  readonly principal: string;
  readonly roleName: 'CloudClusterAdmin';
  readonly crnPattern: string;
}

/** Gives a role to an identity, within the scope of a resource name. */
export class ConfluentRoleBinding extends ConfluentResource<RoleBindingConfig> {
  constructor(scope: Construct, id: string, config: RoleBindingConfig) {
    super(scope, id, 'confluent_role_binding', config);
  }
}

/** An object as keys refer to it. */
export interface Referred extends Identified {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface ApiKeyConfig extends TerraformMetaArguments {
  readonly displayName: string;
  readonly description: string;
  readonly owner: Referred;
  readonly managedResource: Referred & { readonly environment: Identified };
}

/** A key and its secret for one cluster; Terraform keeps the secret in its state. */
export class ConfluentApiKey extends ConfluentResource<ApiKeyConfig> {
  constructor(scope: Construct, id: string, config: ApiKeyConfig) {
    super(scope, id, 'confluent_api_key', config);
  }

  get secret(): string {
    return this.getStringAttribute('secret');
  }
}

/** How the provider proves to a cluster that it may change topics and permissions. */
export interface ClusterCredentials {
  readonly key: string;
  readonly secret: string;
}

interface OnCluster extends TerraformMetaArguments {
  readonly kafkaCluster: Identified;
  readonly restEndpoint: string;
  readonly credentials: ClusterCredentials;
}

export interface KafkaTopicConfig extends OnCluster {
  readonly topicName: string;
  readonly partitionsCount: number;
  /** Kafka's own names of settings. */
  readonly config: Readonly<Record<string, string>>;
}

/** A topic. */
export class ConfluentKafkaTopic extends ConfluentResource<KafkaTopicConfig> {
  constructor(scope: Construct, id: string, config: KafkaTopicConfig) {
    super(scope, id, 'confluent_kafka_topic', config);
  }
}

export interface KafkaAclConfig extends OnCluster {
  readonly resourceType: 'TOPIC' | 'GROUP';
  readonly resourceName: string;
  readonly patternType: 'LITERAL' | 'PREFIXED';
  readonly principal: string;
  readonly host: '*';
  readonly operation: 'READ' | 'WRITE';
  readonly permission: 'ALLOW';
}

/** One permission of one identity on topics or groups. */
export class ConfluentKafkaAcl extends ConfluentResource<KafkaAclConfig> {
  constructor(scope: Construct, id: string, config: KafkaAclConfig) {
    super(scope, id, 'confluent_kafka_acl', config);
  }
}
