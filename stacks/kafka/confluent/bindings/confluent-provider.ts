import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

/** 2.77 is the first version with deletion protection of clusters. */
const VERSION = '2.77.0';

/** What cdktf must know of the provider of each resource. */
export const CONFLUENT = { providerName: 'confluent', providerVersion: VERSION, providerVersionConstraint: VERSION };

/**
 * Confluent Cloud. The provider has no binding on npm, so this folder describes the few resources in use. Its key comes
 * from the caller's CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.
 */
export class ConfluentProvider extends TerraformProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: 'confluent',
      terraformGeneratorMetadata: CONFLUENT,
      terraformProviderSource: 'confluentinc/confluent',
    });
  }
}
