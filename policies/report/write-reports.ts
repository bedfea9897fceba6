import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResult } from '../engine/findings-schema.js';
import { renderReport } from './html/render-report.js';
import { sarifLog } from './sarif/sarif-log.js';

/** Writes `report.html`, `findings.json` and `results.sarif` of one audit; equal results give equal bytes. */
export function writeReports(result: AuditResult, outputDirectory: string): void {
  mkdirSync(outputDirectory, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(outputDirectory, name), text);
  write('findings.json', asJson(result));
  write('results.sarif', asJson(sarifLog(result)));
  write('report.html', renderReport(result));
}

const asJson = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
