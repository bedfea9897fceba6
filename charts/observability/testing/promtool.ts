import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** A series as promtool notes it: values a minute apart, `0+600x60`. */
export interface SyntheticSeries {
  readonly series: string;
  readonly values: string;
}

export interface Expectation {
  readonly expr: string;
  /** After so many minutes. */
  readonly atMinute: number;
  readonly samples: readonly { readonly labels: string; readonly value: number }[];
}

export interface RuleTest {
  readonly name: string;
  readonly series: readonly SyntheticSeries[];
  readonly expect: readonly Expectation[];
  readonly alerts?: readonly {
    readonly atMinute: number;
    readonly alert: string;
    readonly expected: readonly { labels: Record<string, string>; annotations: Record<string, string> }[];
  }[];
}

/** Runs promtool over files of a folder of our own. Throws with promtool's words when it refuses them. */
export class Promtool {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  writeRules(name: string, groups: readonly unknown[]): string {
    const file = join(this.folder, `${name}.yaml`);
    writeFileSync(file, stringify({ groups }));
    return file;
  }

  /** @returns what it says, with the number of rules */
  checkRules(files: readonly string[]): string {
    return this.run(['check', 'rules', ...files]);
  }

  /** @param order groups in the order of evaluation; promtool shuffles them otherwise, and alerts read what is recorded */
  testRules(
    name: string,
    ruleFiles: readonly string[],
    tests: readonly RuleTest[],
    order: readonly string[] = [],
  ): string {
    const file = join(this.folder, `${name}.test.yaml`);
    writeFileSync(
      file,
      stringify({
        rule_files: ruleFiles,
        evaluation_interval: '2m',
        group_eval_order: order,
        tests: tests.map((test) => ({
          name: test.name,
          interval: '1m',
          input_series: test.series,
          promql_expr_test: test.expect.map(({ expr, atMinute, samples }) => ({
            expr,
            eval_time: `${atMinute}m`,
            exp_samples: samples,
          })),
          alert_rule_test: (test.alerts ?? []).map(({ atMinute, alert, expected }) => ({
            eval_time: `${atMinute}m`,
            alertname: alert,
            exp_alerts: expected.map(({ labels, annotations }) => ({
              exp_labels: labels,
              exp_annotations: annotations,
            })),
          })),
        })),
      }),
    );
    return this.run(['test', 'rules', file]);
  }

  private run(parameters: readonly string[]): string {
    try {
      return execFileSync('promtool', parameters, { encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
      throw new Error(`promtool ${parameters.slice(0, 2).join(' ')}:\n${stdout}${stderr}`, { cause: error });
    }
  }
}
