import { Fn, TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { grantsIn, kafkaServicesIn, topicsIn } from '../../../services/definition/kafka-grants.js';
import type { Location, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineCredentials } from '../credentials.js';
import { defineLocationProvider } from '../location-provider.js';
import { ConfluentProvider } from './bindings/confluent-provider.js';
import { defineClusterAccess } from './cluster-access.js';
import { defineGrant } from './grant.js';
import { defineServiceAccess } from './service-access.js';
import { defineTopic } from './topic.js';

export interface ConfluentTopicsStackProps {
  readonly platform: Platform;
  readonly location: Location;
}

/** Topics of a location at Confluent, and what its services may do with them; the keys of services go to their secrets. */
export class ConfluentTopicsStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: ConfluentTopicsStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineLocationProvider(this, location);
    new ConfluentProvider(this, 'confluent');

    const access = defineClusterAccess(this, platform, location);
    for (const topic of topicsIn(platform, location)) defineTopic(this, location, topic, access);
    // The provider writes `SASL_SSL://host:port`, programs ask for `host:port`. Spelled out inside of the credentials, the
    // quotes of the function would make their JSON unreadable for everyone but Terraform.
    const endpoint = Fn.replace(access.cluster.bootstrapEndpoint, 'SASL_SSL://', '');
    const bootstrap = new TerraformLocal(this, 'bootstrap', endpoint).asString;
    const accounts = new Map(
      kafkaServicesIn(platform, location).map((service) => {
        const { account, key } = defineServiceAccess(this, { location, service, access });
        const password = key.secret;
        defineCredentials(this, location, service, { bootstrap, mechanism: 'PLAIN', username: key.id, password });
        return [service.name, account];
      }),
    );
    for (const grant of grantsIn(platform, location)) defineGrant(this, grant, accounts, access);
  }
}
