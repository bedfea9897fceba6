import { readFileSync, writeFileSync } from 'node:fs';
import { platformSchema } from '../../services/definition/platform-schema.js';
import type { Platform } from '../../services/definition/platform.js';

/** Writes a resolved platform so that a person can read it; key order is the resolver's, which is fixed. */
export function writePlatform(file: string, platform: Platform): void {
  writeFileSync(file, `${JSON.stringify(platform, null, 2)}\n`);
}

/** Reads a platform file back; throws when it is not one. */
export function readPlatform(file: string): Platform {
  return platformSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
