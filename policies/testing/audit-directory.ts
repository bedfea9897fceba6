import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { audit, type AuditResult } from '../audit.js';
import type { DeclaredPlatform } from '../engine/intent-schema.js';
import { exampleIntent } from './example-intent.js';

/** A directory made by hand, in the layout that the audit judges. */
export class AuditDirectory {
  readonly root = mkdtempSync(join(tmpdir(), 'finflow-audit-'));
  readonly waivers = join(this.root, 'waivers');

  constructor(intent: DeclaredPlatform = exampleIntent()) {
    this.write(`dist/platform/${intent.environment.name}.json`, JSON.stringify(intent));
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  audit(asOf = '2026-11-23'): AuditResult {
    return audit({ artifacts: this.root, environment: 'example', waivers: this.waivers, asOf });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
