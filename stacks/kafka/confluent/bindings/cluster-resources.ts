import { Token, type TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { ConfluentDataSource, ConfluentResource } from './confluent-resource.js';

/** Points at another object of Confluent by its id. */
export interface Identified {
  readonly id: string;
}

export interface EnvironmentConfig extends TerraformMetaArguments {
  readonly displayName: string;
}

/** An environment: whatever Confluent runs belongs to one. */
export class ConfluentEnvironment extends ConfluentResource<EnvironmentConfig> {
  constructor(scope: Construct, id: string, config: EnvironmentConfig) {
    super(scope, id, 'confluent_environment', config);
  }
}

/** An environment that another stack made, by its name. */
export class DataConfluentEnvironment extends ConfluentDataSource<EnvironmentConfig> {
  constructor(scope: Construct, id: string, config: EnvironmentConfig) {
    super(scope, id, 'confluent_environment', config);
  }
}

export interface NetworkConfig extends TerraformMetaArguments {
  readonly displayName: string;
  readonly cloud: 'AWS' | 'GCP';
  readonly region: string;
  readonly connectionTypes: readonly ('PRIVATELINK' | 'PEERING' | 'TRANSITGATEWAY')[];
  readonly zones: readonly string[];
  readonly dnsConfig: { readonly resolution: 'PRIVATE' | 'CHASED_PRIVATE' };
  readonly environment: Identified;
}

/** Confluent's network beside ours. */
export class ConfluentNetwork extends ConfluentResource<NetworkConfig> {
  constructor(scope: Construct, id: string, config: NetworkConfig) {
    super(scope, id, 'confluent_network', config);
  }

  /** Zone of the brokers' names. */
  get dnsDomain(): string {
    return this.getStringAttribute('dns_domain');
  }

  /** Service that an endpoint in our VPC leads to. */
  get awsEndpointService(): string {
    return this.getStringAttribute('aws[0].private_link_endpoint_service');
  }

  /** Service attachment that an endpoint of a zone leads to. */
  gcpServiceAttachment(zone: string): string {
    const attachments = 'gcp[0].private_service_connect_service_attachments';
    return Token.asString(this.interpolationForAttribute(`${attachments}["${zone}"]`));
  }
}

export interface PrivateLinkAccessConfig extends TerraformMetaArguments {
  readonly displayName: string;
  readonly aws?: { readonly account: string };
  readonly gcp?: { readonly project: string };
  readonly environment: Identified;
  readonly network: Identified;
}

/** Lets one account or project connect to a network. */
export class ConfluentPrivateLinkAccess extends ConfluentResource<PrivateLinkAccessConfig> {
  constructor(scope: Construct, id: string, config: PrivateLinkAccessConfig) {
    super(scope, id, 'confluent_private_link_access', config);
  }
}

export interface KafkaClusterConfig extends TerraformMetaArguments {
  readonly displayName: string;
  readonly availability: 'MULTI_ZONE' | 'SINGLE_ZONE';
  readonly cloud: 'AWS' | 'GCP';
  readonly region: string;
  readonly dedicated: { readonly cku: number };
  readonly deletionProtection: boolean;
  readonly environment: Identified;
  readonly network: Identified;
}

/** A dedicated Kafka cluster. */
export class ConfluentKafkaCluster extends ConfluentResource<KafkaClusterConfig> {
  constructor(scope: Construct, id: string, config: KafkaClusterConfig) {
    super(scope, id, 'confluent_kafka_cluster', config);
  }
}

export interface DataKafkaClusterConfig extends TerraformMetaArguments {
  readonly displayName: string;
  readonly environment: Identified;
}

/** A Kafka cluster that another stack made, by its name. */
export class DataConfluentKafkaCluster extends ConfluentDataSource<DataKafkaClusterConfig> {
  constructor(scope: Construct, id: string, config: DataKafkaClusterConfig) {
    super(scope, id, 'confluent_kafka_cluster', config);
  }

  get apiVersion(): string {
    return this.getStringAttribute('api_version');
  }
  get kind(): string {
    return this.getStringAttribute('kind');
  }
  /** `SASL_SSL://host:port` */
  get bootstrapEndpoint(): string {
    return this.getStringAttribute('bootstrap_endpoint');
  }
  get restEndpoint(): string {
    return this.getStringAttribute('rest_endpoint');
  }
  get rbacCrn(): string {
    return this.getStringAttribute('rbac_crn');
  }
}
