import { App, TerraformStack } from 'cdktf';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { StateLocation } from '../services/definition/platform.js';
import { defineStateBackend } from './state-backend.js';

const backendBlock = z.object({
  terraform: z.object({ backend: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

const KEY = 'production/use1/network/terraform.tfstate';

describe('defineStateBackend', () => {
  it('locks with a file and encrypts with the customer key on S3', () => {
    const state: StateLocation = { backend: 's3', bucket: 'states', region: 'us-east-1', kmsKeyAlias: 'alias/states' };
    expect(backendOf(state)).toEqual({
      s3: {
        bucket: 'states',
        encrypt: true,
        key: KEY,
        kms_key_id: 'alias/states',
        region: 'us-east-1',
        use_lockfile: true,
      },
    });
  });

  it('uses the folder of the key as prefix on Cloud Storage', () => {
    expect(backendOf({ backend: 'gcs', bucket: 'states' })).toEqual({
      gcs: { bucket: 'states', prefix: 'production/use1/network' },
    });
  });

  it('keeps local states in the checkout, outside of the folder that synthesis replaces', () => {
    const { local } = backendOf({ backend: 'local', directory: '.state' });
    const path = String(local?.['path']);
    expect(join('cdktf.out/stacks/production-use1-network', path)).toBe(`.state/${KEY}`);
  });
});

function backendOf(state: StateLocation): Record<string, Record<string, unknown>> {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'backend-')) });
  const backend = defineStateBackend(new TerraformStack(app, 'stack'), state, KEY);
  return backendBlock.parse(backend.toTerraform()).terraform.backend;
}
