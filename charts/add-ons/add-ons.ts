import type { Location, Platform } from '../../services/definition/platform.js';
import type { AddOn, AddOnsOf } from './add-on.js';
import { certManager } from './cert-manager.js';

const ADD_ONS: readonly AddOnsOf[] = [certManager];

/** Every add-on of a location. */
export const addOns = (platform: Platform, location: Location): readonly AddOn[] =>
  ADD_ONS.flatMap((addOnsOf) => addOnsOf(platform, location));
