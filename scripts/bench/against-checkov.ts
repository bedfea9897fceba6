import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printTable, secondsText, timesText } from './bench-text.js';
import { fastestOf, measure } from './measured-process.js';
import { peer } from './peers.js';

const RATIO_AT_LEAST = 20;

/** The audit of production against checkov over the same files. */
export async function benchAgainstCheckov(root: string): Promise<void> {
  const checkov = peer('checkov');
  if (checkov === undefined) {
    console.log('\nAudit against checkov: checkov is not on PATH, nothing was compared');
    return;
  }
  const artifacts = mkdtempSync(join(tmpdir(), 'finflow-artifacts-'));
  try {
    for (const folder of ['cdktf.out/stacks', 'dist/manifests', 'dist/platform']) {
      cpSync(join(root, folder), join(artifacts, folder), {
        recursive: true,
        filter: (file) => !file.includes('.terraform'),
      });
    }
    const program = join(root, 'build/scripts/finflow.js');
    const audit = await fastestOf(3, () =>
      measure(process.execPath, [program, 'audit', '--artifacts', artifacts, '--quiet'], root),
    );
    const frameworks = ['kubernetes', 'terraform_json'];
    const scan = await measure(
      checkov,
      ['-d', artifacts, '--framework', ...frameworks, '--quiet', '--compact', '-o', 'json', '--skip-download'],
      artifacts,
    );
    printTable(
      `Audit of all environments against checkov (at least ${RATIO_AT_LEAST}× is the aim)`,
      ['tool', 'wall', 'ratio'],
      [
        ['finflow audit', secondsText(audit.seconds), timesText(scan.seconds / audit.seconds)],
        ['checkov', secondsText(scan.seconds), '1×'],
      ],
    );
  } finally {
    rmSync(artifacts, { recursive: true, force: true });
  }
}
