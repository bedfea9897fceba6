import { durationMs } from '../source/units.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext, LoadedEnvironment } from './check-context.js';

/** Shares are written with few decimals; this is far below the last of them. */
const SHARE_TOLERANCE = 1e-6;

/** Jurisdictions and locations name each other, the load of each jurisdiction is shared out, and logs stay long enough. */
export function checkJurisdictions({ loaded }: CheckContext): Diagnostic[] {
  return loaded.environments.flatMap((environment) => [
    ...checkMembership(environment),
    ...checkEdgeState(environment),
    ...checkRetention(environment),
  ]);
}

function checkMembership({ source, definition }: LoadedEnvironment): Diagnostic[] {
  const { jurisdictions, locations } = definition;
  const names = jurisdictions.map(({ name }) => name);
  const strangers = locations.flatMap(({ jurisdiction, name }, index) =>
    names.includes(jurisdiction)
      ? []
      : [
          source.diagnose(['locations', index, 'jurisdiction'], 'value', {
            code: 'unknown-jurisdiction',
            message: `"${jurisdiction}" of ${name} is not a jurisdiction of ${definition.metadata.name}`,
            allowed: names,
            fix: `add the jurisdiction ${jurisdiction}`,
          }),
        ],
  );
  const shares = jurisdictions.flatMap(({ name }, index) => {
    const members = locations.flatMap((location, at) => (location.jurisdiction === name ? [{ location, at }] : []));
    const last = members.at(-1);
    if (last === undefined) {
      const message = `no location is in the jurisdiction "${name}"`;
      const fix = 'add a location or remove the jurisdiction';
      return [source.diagnose(['jurisdictions', index, 'name'], 'value', { code: 'empty-jurisdiction', message, fix })];
    }
    const sum = members.reduce((total, { location }) => total + location.share, 0);
    if (Math.abs(sum - 1) <= SHARE_TOLERANCE) return [];
    const terms = members.map(({ location }) => `${location.name} ${location.share}`).join(' + ');
    return [
      source.diagnose(['locations', last.at, 'share'], 'value', {
        code: 'share-sum',
        message: `the shares of ${name} sum to ${Number(sum.toFixed(6))}: ${terms}`,
        fix: 'make them sum to 1',
      }),
    ];
  });
  return [...strangers, ...shares];
}

function checkEdgeState({ source, definition }: LoadedEnvironment): Diagnostic[] {
  if (definition.edge === undefined) return unusedStates(source, definition);
  return definition.jurisdictions.flatMap(({ name, state }, index) =>
    state !== undefined
      ? []
      : [
          source.diagnose(['jurisdictions', index, 'name'], 'value', {
            code: 'state-backend',
            message: `${name} has a public edge and no state for its stack`,
            fix: 'add state to the jurisdiction',
          }),
        ],
  );
}

function unusedStates(source: LoadedEnvironment['source'], definition: LoadedEnvironment['definition']): Diagnostic[] {
  return definition.jurisdictions.flatMap(({ name, state }, index) =>
    state === undefined
      ? []
      : [
          source.diagnose(['jurisdictions', index, 'state'], 'key', {
            code: 'state-backend',
            message: `${name} has a state, but the environment has no public edge whose stack could use it`,
            fix: 'remove it, or add edge',
          }),
        ],
  );
}

function checkRetention({ source, definition }: LoadedEnvironment): Diagnostic[] {
  const { auditLogs, auditLogsHot } = definition.retention;
  if (durationMs(auditLogsHot) <= durationMs(auditLogs)) return [];
  const message = `${auditLogsHot} searchable is longer than the ${auditLogs} that audit logs are kept`;
  const fix = `lower it to ${auditLogs}, or keep audit logs longer`;
  return [source.diagnose(['retention', 'auditLogsHot'], 'value', { code: 'retention-order', message, fix })];
}
