import type { Location, Platform } from '../../services/definition/platform.js';
import type { AddOn, AddOnsOf } from './add-on.js';
import { argoRollouts } from './argo-rollouts.js';
import { argocd } from './argocd.js';
import { certManager } from './cert-manager.js';
import { metricsServer } from './cluster-capacity.js';
import { exporters } from './exporters.js';
import { externalDns } from './external-dns.js';
import { externalSecrets } from './external-secrets.js';
import { grafana } from './grafana.js';
import { istioBase } from './istio-base.js';
import { logShipper } from './log-shipper.js';
import { logStore } from './log-store.js';
import { metricsStore } from './metrics-store.js';
import { prometheusStack } from './prometheus-stack.js';
import { traceCollector } from './trace-collector.js';
import { traceStore } from './trace-store.js';

const ADD_ONS: readonly AddOnsOf[] = [
  argocd,
  istioBase,
  certManager,
  externalSecrets,
  argoRollouts,
  externalDns,
  metricsServer,
  prometheusStack,
  metricsStore,
  grafana,
  exporters,
  logStore,
  logShipper,
  traceCollector,
  traceStore,
];

/** Every add-on of a location. */
export const addOns = (platform: Platform, location: Location): readonly AddOn[] =>
  ADD_ONS.flatMap((addOnsOf) => addOnsOf(platform, location));
