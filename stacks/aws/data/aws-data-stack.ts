import type { Construct } from 'constructs';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsProvider } from '../aws-provider.js';
import { servicesIn } from '../in-location.js';
import type { AwsNetworkStack } from '../network/aws-network-stack.js';
import { readNetwork, subnetId, VPC_ID } from '../network/network-outputs.js';
import { defineCaches } from './caches.js';
import { cachedServices } from './cached-service.js';
import { defineDatabaseArchives } from './database-archives.js';

export interface AwsDataStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly network: AwsNetworkStack;
}

/** What the services of an AWS location keep outside of their databases: caches, and the archives to recover from. */
export class AwsDataStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location, network }: AwsDataStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const published = readNetwork(this, network);
    const isolated = location.subnets.filter((subnet) => subnet.tier === 'isolated');
    const services = servicesIn(platform, location);
    defineCaches(this, {
      platform,
      location,
      services: cachedServices(services),
      vpcId: published.getString(VPC_ID),
      subnetIds: isolated.map((subnet) => published.getString(subnetId(subnet))),
    });
    defineDatabaseArchives(this, platform, location, services);
  }
}
