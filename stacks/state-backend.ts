import { GcsBackend, LocalBackend, S3Backend, type TerraformBackend, type TerraformStack } from 'cdktf';
import { dirname } from 'node:path/posix';
import type { StateLocation } from '../services/definition/platform.js';

/** Terraform runs in `cdktf.out/stacks/<stack>`; local states lie in the checkout, outside of what synthesis replaces. */
const CHECKOUT_FROM_STACK = '../../..';

/** Gives a stack its one state: where it lies, how it is locked and encrypted. */
export function defineStateBackend(stack: TerraformStack, state: StateLocation, stateKey: string): TerraformBackend {
  switch (state.backend) {
    case 's3': {
      const { bucket, region, kmsKeyAlias } = state;
      const backend = new S3Backend(stack, { bucket, region, key: stateKey, encrypt: true, kmsKeyId: kmsKeyAlias });
      // cdktf 0.21 knows only the DynamoDB lock, which Terraform has deprecated.
      backend.addOverride('use_lockfile', true);
      return backend;
    }
    case 'gcs':
      // Cloud Storage adds `/default.tfstate` to the prefix and locks and encrypts by itself.
      return new GcsBackend(stack, { bucket: state.bucket, prefix: dirname(stateKey) });
    case 'local':
      return new LocalBackend(stack, { path: `${CHECKOUT_FROM_STACK}/${state.directory}/${stateKey}` });
  }
}
