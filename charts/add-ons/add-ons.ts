import type { Location, Platform } from '../../services/definition/platform.js';
import type { AddOn, AddOnsOf } from './add-on.js';
import { argoRollouts } from './argo-rollouts.js';
import { argocd } from './argocd.js';
import { certManager } from './cert-manager.js';
import { metricsServer } from './cluster-capacity.js';
import { externalDns } from './external-dns.js';
import { externalSecrets } from './external-secrets.js';

const ADD_ONS: readonly AddOnsOf[] = [argocd, certManager, externalSecrets, argoRollouts, externalDns, metricsServer];

/** Every add-on of a location. */
export const addOns = (platform: Platform, location: Location): readonly AddOn[] =>
  ADD_ONS.flatMap((addOnsOf) => addOnsOf(platform, location));
