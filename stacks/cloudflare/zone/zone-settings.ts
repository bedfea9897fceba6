import { UrlNormalizationSettings } from '@cdktf/provider-cloudflare/lib/url-normalization-settings/index.js';
import { ZoneDnssec } from '@cdktf/provider-cloudflare/lib/zone-dnssec/index.js';
import { ZoneSetting } from '@cdktf/provider-cloudflare/lib/zone-setting/index.js';
import { Token } from 'cdktf';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';

/** A year, the least that browsers' preload lists accept. */
const STRICT_TRANSPORT_SECONDS = 31_536_000;

/** Values as the API spells them; `strict` verifies the origin's certificate and its name. */
const SETTINGS: Readonly<Record<string, unknown>> = {
  ssl: 'strict',
  min_tls_version: '1.2',
  tls_1_3: 'on',
  // Cipher suites of TLS 1.2 with forward secrecy and authenticated encryption; those of 1.3 are fixed.
  ciphers: [
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ],
  // Early data can be replayed, and a replayed transfer is a second one.
  '0rtt': 'off',
  always_use_https: 'on',
  automatic_https_rewrites: 'on',
  security_header: {
    strict_transport_security: {
      enabled: true,
      include_subdomains: true,
      max_age: STRICT_TRANSPORT_SECONDS,
      nosniff: true,
      preload: true,
    },
  },
};

/** Encryption between clients, edge and origins, signed names, and one spelling of every path. */
export function defineZoneSettings(stack: PlatformStack, { zoneId }: EdgeSettings): void {
  for (const [settingId, value] of Object.entries(SETTINGS)) {
    // The binding types every value as a map; the provider takes whatever the setting's API takes.
    new ZoneSetting(stack, `setting-${settingId}`, { zoneId, settingId, value: Token.asAnyMap(value) });
  }
  // Origins see the path that the rules judged, not another spelling of it.
  new UrlNormalizationSettings(stack, 'url-normalization', { zoneId, type: 'cloudflare', scope: 'both' });
  new ZoneDnssec(stack, 'dnssec', { zoneId, status: 'active' });
}
