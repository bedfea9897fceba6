import { EXTERNAL_DNS_NAMESPACE, ZONE_TOKEN } from '../../services/definition/platform-namespaces.js';
import type { AddOnsOf } from './add-on.js';

/** Publishes the location's origin name, and no other: the edge finds the public gateway by it, and every other name is a stack's. */
export const externalDns: AddOnsOf = ({ environment }, location) => {
  if (environment.edge === null) return [];
  return [
    {
      release: 'external-dns',
      wave: 'operators',
      namespace: EXTERNAL_DNS_NAMESPACE,
      values: {
        provider: { name: 'cloudflare' },
        sources: ['service'],
        domainFilters: [location.originHost],
        managedRecordTypes: ['A', 'CNAME'],
        policy: 'upsert-only',
        registry: 'txt',
        txtOwnerId: location.clusterName,
        interval: '1m',
        triggerLoopOnEvent: true,
        env: [{ name: 'CF_API_TOKEN', valueFrom: { secretKeyRef: { ...ZONE_TOKEN } } }],
        extraArgs: [`--zone-id-filter=${environment.edge.zoneId}`],
      },
    },
  ];
};
