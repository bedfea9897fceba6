import { LOG_STORE_HOST, LOG_STORE_PORT } from '../../../services/definition/observability-names.js';
import type { Environment } from '../../../services/definition/platform.js';
import { AUTHORITY_DIRECTORY } from './authority-directory.js';
import type { Directive } from './directive.js';
import { indexLifecycle, logStreams, type LogStream } from './log-streams.js';
import { redactInRuby } from './redactions.js';

/** Folder of the node where positions and buffers survive a restart of the shipper. */
const STATE = '/var/log/fluentd';
const LINES = 'kubernetes.**';

/** All that Fluentd does on a node: read, join, redact, understand, count, store. In this order: nothing is stored unredacted. */
export function shipperConfiguration(environment: Environment): readonly Directive[] {
  return [
    { name: 'system', parameters: { log_level: 'warn' } },
    { name: 'source', parameters: { '@type': 'prometheus', bind: '0.0.0.0', port: 24231, metrics_path: '/metrics' } },
    { name: 'source', parameters: { '@type': 'prometheus_output_monitor', interval: 15 } },
    readContainers,
    joinParts,
    ...redact,
    understand,
    name,
    ...count,
    ...logStreams(environment).map(store),
  ];
}

const readContainers: Directive = {
  name: 'source',
  parameters: {
    '@type': 'tail',
    '@id': 'containers',
    path: '/var/log/containers/*.log',
    exclude_path: '["/var/log/containers/fluentd-*.log"]',
    pos_file: `${STATE}/containers.pos`,
    tag: 'kubernetes.*',
    read_from_head: true,
    refresh_interval: 10,
  },
  inside: [
    {
      name: 'parse',
      parameters: {
        '@type': 'regexp',
        expression: '/^(?<time>[^ ]+) (?<stream>stdout|stderr) (?<part>[FP]) (?<message>.*)$/',
        time_format: '%Y-%m-%dT%H:%M:%S.%N%:z',
      },
    },
  ],
};

/** The container runtime cuts long lines; a number that is cut in two could not be recognized. */
const joinParts: Directive = {
  name: 'filter',
  argument: LINES,
  parameters: {
    '@type': 'concat',
    key: 'message',
    use_partial_cri_logtag: true,
    partial_cri_logtag_key: 'part',
    partial_cri_stream_key: 'stream',
    separator: '""',
  },
};

const redact: readonly Directive[] = [
  {
    name: 'filter',
    argument: LINES,
    parameters: { '@type': 'record_transformer', '@id': 'redact', enable_ruby: true },
    inside: [{ name: 'record', parameters: { clean: `\${${redactInRuby('record["message"]')}}` } }],
  },
  {
    name: 'filter',
    argument: LINES,
    parameters: { '@type': 'record_transformer', enable_ruby: true, remove_keys: 'clean,part' },
    inside: [
      {
        name: 'record',
        parameters: {
          message: '${record["clean"]}',
          redacted: '${record["clean"] == record["message"] ? 0 : 1}',
        },
      },
    ],
  },
];

/** Programs write JSON; what is no JSON stays a text. */
const understand: Directive = {
  name: 'filter',
  argument: LINES,
  parameters: {
    '@type': 'parser',
    key_name: 'message',
    reserve_data: true,
    reserve_time: true,
    hash_value_field: 'log',
    emit_invalid_record_to_error: false,
  },
  inside: [{ name: 'parse', parameters: { '@type': 'json' } }],
};

/** Whose line it is says the name of its file, which no program can choose. */
const name: Directive = {
  name: 'filter',
  argument: LINES,
  parameters: { '@type': 'record_transformer', enable_ruby: true },
  inside: [
    {
      name: 'record',
      parameters: {
        namespace: '${tag[/_([^_]+)_/, 1]}',
        pod: '${tag[/containers[.]([^_]+)_/, 1]}',
        container: '${tag[/_[^_]+_(.+)-[0-9a-f]+[.]log/, 1]}',
        severity: '${(record["log"].is_a?(Hash) && record["log"]["severity"] || "unknown").to_s.downcase}',
        trace_id: '${record["log"].is_a?(Hash) && record["log"]["trace_id"] || ""}',
      },
    },
  ],
};

const counter = (name: string, desc: string, key: string | undefined, labels: Record<string, string>): Directive => ({
  name: 'metric',
  parameters: { name, type: 'counter', desc, ...(key === undefined ? {} : { key }) },
  inside: [{ name: 'labels', parameters: labels }],
});

const count: readonly Directive[] = [
  {
    name: 'filter',
    argument: LINES,
    parameters: { '@type': 'prometheus' },
    inside: [
      counter('finflow_log_lines_total', 'Lines that containers wrote', undefined, {
        namespace: '$.namespace',
        container: '$.container',
        severity: '$.severity',
      }),
      counter('finflow_log_redactions_total', 'Lines that held a secret or a card number', 'redacted', {
        namespace: '$.namespace',
      }),
    ],
  },
];

const store = (stream: LogStream): Directive => ({
  name: 'match',
  argument: stream.tags,
  parameters: {
    '@type': 'elasticsearch_data_stream',
    '@id': stream.name,
    host: LOG_STORE_HOST,
    port: LOG_STORE_PORT,
    scheme: 'https',
    ca_file: `${AUTHORITY_DIRECTORY}/ca.crt`,
    ssl_verify: true,
    user: `"#{ENV['LOG_STORE_USER']}"`,
    password: `"#{ENV['LOG_STORE_PASSWORD']}"`,
    data_stream_name: stream.name,
    data_stream_template_name: stream.name,
    data_stream_ilm_name: stream.name,
    data_stream_ilm_policy: JSON.stringify(indexLifecycle(stream)),
    data_stream_ilm_policy_overwrite: true,
    include_timestamp: true,
    verify_es_version_at_startup: false,
    default_elasticsearch_version: 8,
    reconnect_on_error: true,
    reload_connections: false,
    log_es_400_reason: true,
  },
  inside: [
    {
      name: 'buffer',
      parameters: {
        '@type': 'file',
        path: `${STATE}/buffer/${stream.name}`,
        flush_mode: 'interval',
        flush_interval: '5s',
        flush_thread_count: 2,
        chunk_limit_size: '8MB',
        total_limit_size: `${stream.bufferMegabytes}MB`,
        overflow_action: 'block',
        retry_forever: true,
        retry_max_interval: '60s',
      },
    },
  ],
});
