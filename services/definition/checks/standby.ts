import type { Diagnostic } from '../source/diagnostic.js';
import { didYouMean, suggest } from '../source/suggest.js';
import type { CheckContext, LoadedEnvironment } from './check-context.js';

/** A standby is a location of the other cloud in the same jurisdiction; where the loss of a cloud is survived, each has one. */
export function checkStandby({ loaded }: CheckContext): Diagnostic[] {
  return loaded.environments.flatMap((environment) =>
    environment.definition.locations.flatMap((_, index) => checkLocation(environment, index)),
  );
}

function checkLocation({ source, definition }: LoadedEnvironment, index: number): Diagnostic[] {
  const { locations, recovery } = definition;
  const location = locations[index];
  if (location === undefined) return [];
  const { name, standby, cloud, jurisdiction } = location;
  if (standby === undefined) {
    if (recovery.survives !== 'cloud') return [];
    const message = `${name} has no standby, and the environment promises to survive the loss of a cloud`;
    const fix = `add standby: a location of ${jurisdiction} in the other cloud`;
    return [source.diagnose(['locations', index, 'name'], 'value', { code: 'standby-missing', message, fix })];
  }
  const at = (
    code: 'unknown-standby' | 'standby-cloud' | 'standby-jurisdiction',
    message: string,
    fix: string,
  ): Diagnostic => source.diagnose(['locations', index, 'standby'], 'value', { code, message, fix });
  const target = locations.find((each) => each.name === standby);
  if (target === undefined) {
    const suggestion = suggest(
      standby,
      locations.map((each) => each.name),
    );
    return [
      at(
        'unknown-standby',
        `"${standby}" is not a location here${didYouMean(suggestion)}`,
        'use the name of another location',
      ),
    ];
  }
  return [
    ...(target.cloud === cloud
      ? [at('standby-cloud', `${standby} is in ${cloud}, as ${name} is`, 'choose a location of the other cloud')]
      : []),
    ...(target.jurisdiction === jurisdiction
      ? []
      : [
          at(
            'standby-jurisdiction',
            `${standby} is in ${target.jurisdiction}, ${name} in ${jurisdiction}`,
            `choose a location of ${jurisdiction}`,
          ),
        ]),
  ];
}
