import { describe, expect, it } from 'vitest';
import { platformOf } from '../../testing/synthesized.js';
import type { Directive } from './directive.js';
import { renderDirectives } from './directive.js';
import { shipperConfiguration } from './shipper-configuration.js';

/** Parameters of each plugin that is used, read from its `config_param`s: there is no package to ask. Common ones are in `*`. */
const PARAMETERS: Readonly<Record<string, string>> = {
  '*': '@type @id',
  system: 'log_level',
  'source/prometheus': 'bind port metrics_path',
  'source/prometheus_output_monitor': 'interval',
  'source/tail': 'path exclude_path pos_file tag read_from_head refresh_interval',
  'parse/regexp': 'expression time_format',
  'parse/json': '',
  'filter/concat': 'key use_partial_cri_logtag partial_cri_logtag_key partial_cri_stream_key separator',
  'filter/record_transformer': 'enable_ruby remove_keys',
  'filter/parser': 'key_name reserve_data reserve_time hash_value_field emit_invalid_record_to_error',
  'filter/prometheus': '',
  metric: 'name type desc key',
  'match/elasticsearch_data_stream':
    'host port scheme ca_file ssl_verify user password data_stream_name data_stream_template_name data_stream_ilm_name data_stream_ilm_policy data_stream_ilm_policy_overwrite include_timestamp verify_es_version_at_startup default_elasticsearch_version reconnect_on_error reload_connections log_es_400_reason',
  'buffer/file':
    'path flush_mode flush_interval flush_thread_count chunk_limit_size total_limit_size overflow_action retry_forever retry_max_interval',
};
const FREE = new Set(['record', 'labels']);

const every = (directives: readonly Directive[]): Directive[] =>
  directives.flatMap((directive) => [directive, ...every(directive.inside ?? [])]);

describe.each(['local', 'staging', 'production'] as const)('log shipper of %s', (environment) => {
  const { environment: settings } = platformOf(environment);
  const directives = shipperConfiguration(settings);

  it('uses only plugins and parameters that exist', () => {
    for (const { name, parameters = {} } of every(directives)) {
      if (FREE.has(name)) continue;
      const type = parameters['@type'];
      const plugin = type === undefined ? name : `${name}/${String(type)}`;
      const known = `${PARAMETERS['*'] ?? ''} ${PARAMETERS[plugin] ?? 'unknown plugin'}`.split(' ');
      expect(known, plugin).toEqual(expect.arrayContaining(Object.keys(parameters)));
    }
  });

  it('redacts before anything is counted or stored', () => {
    const order = directives.map(
      ({ name, parameters }) => `${name} ${String(parameters?.['@id'] ?? parameters?.['@type'] ?? '')}`,
    );
    const redact = order.indexOf('filter redact');
    expect(redact).toBeGreaterThan(order.indexOf('filter concat'));
    expect(redact).toBeLessThan(order.indexOf('filter parser'));
    expect(redact).toBeLessThan(order.indexOf('match logs-access'));
  });

  it('deletes as declared', () => {
    const policies = directives.flatMap(({ parameters }) => {
      const policy = parameters?.['data_stream_ilm_policy'];
      return policy === undefined
        ? []
        : [
            [
              parameters?.['@id'],
              JSON.parse(String(policy)) as { policy: { phases: { delete: { min_age: string } } } },
            ] as const,
          ];
    });
    expect(policies.map(([id, { policy }]) => [id, policy.phases.delete.min_age])).toEqual([
      ['logs-access', `${settings.retention.auditLogsHotDays}d`],
      ['logs-application', `${settings.retention.applicationLogsDays}d`],
    ]);
  });

  it('closes what it opens, on lines of their own', () => {
    const open: string[] = [];
    for (const line of renderDirectives(directives).trimEnd().split('\n')) {
      const [, opened] = /^\s*<(\w+)(?: [^>]*)?>$/.exec(line) ?? [];
      const [, closed] = /^\s*<\/(\w+)>$/.exec(line) ?? [];
      if (opened !== undefined) open.push(opened);
      else if (closed === undefined) expect(line).toMatch(/^\s+\S+ \S/);
      else expect(open.pop()).toBe(closed);
    }
    expect(open).toEqual([]);
  });
});
