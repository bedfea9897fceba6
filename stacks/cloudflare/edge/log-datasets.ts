/** A Logpush dataset of a zone, and what is kept of it. */
export interface LogDataset {
  readonly dataset: 'firewall_events' | 'http_requests';
  /** Which field tells the host. */
  readonly hostField: string;
  /** Neither query strings nor headers: they carry tokens and personal data. */
  readonly fields: readonly string[];
}

/** Names as of https://developers.cloudflare.com/logs/reference/log-fields/zone/, 2026-11-23. */
export const LOG_DATASETS: readonly LogDataset[] = [
  {
    dataset: 'firewall_events',
    hostField: 'ClientRequestHost',
    fields: [
      ...['Action', 'ClientASN', 'ClientCountry', 'ClientIP', 'ClientRequestHost', 'ClientRequestMethod'],
      ...['ClientRequestPath', 'Datetime', 'EdgeColoCode', 'EdgeResponseStatus', 'RayID', 'Ref', 'RuleID', 'Source'],
    ],
  },
  {
    dataset: 'http_requests',
    hostField: 'ClientRequestHost',
    fields: [
      ...['ClientASN', 'ClientCountry', 'ClientIP', 'ClientRequestHost', 'ClientRequestMethod', 'ClientRequestPath'],
      ...['ClientSSLCipher', 'ClientSSLProtocol', 'EdgeColoCode', 'EdgeResponseStatus', 'EdgeStartTimestamp'],
      ...['OriginResponseDurationMs', 'OriginResponseStatus', 'RayID', 'SecurityAction', 'SecurityRuleID'],
    ],
  },
];
