import type { LoadedDefinitions } from '../load.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { checkAddresses } from './addresses.js';
import { checkCallCycles } from './call-cycles.js';
import { checkCalls } from './calls.js';
import { checkCanary } from './canary.js';
import { type Check, checkContext } from './check-context.js';
import { checkData } from './data.js';
import { checkEnvironmentNetworks } from './environment-networks.js';
import { checkExternals } from './externals.js';
import { checkFlags } from './flags.js';
import { checkJurisdictions } from './jurisdictions.js';
import { checkKafkaSizes } from './kafka-sizes.js';
import { checkLocationClouds } from './location-clouds.js';
import { checkNames } from './names.js';
import { checkObjectives } from './objectives.js';
import { checkOrganizations } from './organizations.js';
import { checkOwners } from './owners.js';
import { checkPlacement } from './placement.js';
import { checkPublicRoutes } from './public-routes.js';
import { checkReleases } from './releases.js';
import { checkRepetitions } from './repetitions.js';
import { checkRequirements } from './requirements.js';
import { checkRetries } from './retries.js';
import { checkScaling } from './scaling.js';
import { checkSloCeiling } from './slo-ceiling.js';
import { checkStandby } from './standby.js';
import { checkTopicConsumers } from './topic-consumers.js';
import { checkTopicProducers } from './topic-producers.js';

const CHECKS: readonly Check[] = [
  checkNames,
  checkRepetitions,
  checkOwners,
  checkAddresses,
  checkEnvironmentNetworks,
  checkJurisdictions,
  checkLocationClouds,
  checkOrganizations,
  checkKafkaSizes,
  checkStandby,
  checkPlacement,
  checkReleases,
  checkPublicRoutes,
  checkRequirements,
  checkScaling,
  checkCalls,
  checkCallCycles,
  checkExternals,
  checkRetries,
  checkData,
  checkTopicProducers,
  checkTopicConsumers,
  checkFlags,
  checkObjectives,
  checkSloCeiling,
  checkCanary,
];

/** Every check across files; what could not be loaded is left out and breeds no further errors. */
export function runChecks(loaded: LoadedDefinitions, { asOf }: { readonly asOf: string }): Diagnostic[] {
  const context = checkContext(loaded, asOf);
  return CHECKS.flatMap((check) => check(context));
}
