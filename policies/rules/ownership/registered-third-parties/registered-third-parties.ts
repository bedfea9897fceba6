import type { Declared } from '../../../engine/intent.js';
import type { DeclaredExternal } from '../../../engine/intent-schema.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { dataClassRank } from '../../data-class-rank.js';

const MAX_REVIEW_AGE_DAYS = 365;

/** Holds each third party against its agreement and against the services that send it data. */
export const registeredThirdParties = defineRule<Declared<DeclaredExternal>>({
  id: 'OWN-002',
  area: 'ownership',
  severity: 'high',
  title: 'a third party has a reviewed agreement, a named owner, and a basis for each transfer abroad',
  risk: 'personal data goes to a company without a contract, or to a country without a lawful basis',
  fix: 'complete the agreement in the register of externals, and review it every year',
  population: 'every external of kind third-party',
  covers: ['ServiceEntry'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.externals().filter(({ value }) => value.kind === 'third-party'),
  check: ({ value: external }, graph) => {
    const { agreement, name } = external;
    const source = `externals[${name}].agreement`;
    const callers = graph.intent.platform.calls.filter(({ callee, kind }) => kind === 'external' && callee === name);
    const origins = callers.flatMap(({ caller }) => graph.intent.service(caller)?.locations ?? []);
    const from = new Set(origins.flatMap((location) => graph.intent.location(location)?.jurisdiction ?? []));
    const abroad = [...from].filter((jurisdiction) => !external.jurisdictions.includes(jurisdiction)).sort();
    const age = daysBetween(agreement.reviewed, graph.asOf);
    const faults = [
      ...(agreement.reference === '' ? ['has no agreement'] : []),
      ...(graph.intent.platform.teams.some((team) => team.name === external.owner)
        ? []
        : [`its owner ${external.owner} is no squad`]),
      ...(age >= 0 && age <= MAX_REVIEW_AGE_DAYS
        ? []
        : [`its agreement was reviewed on ${agreement.reviewed}, not within a year of ${graph.asOf}`]),
      ...(abroad.length > 0 && agreement.transferBasis === 'none' && dataClassRank(external.dataClass) > 0
        ? [`receives data from ${abroad.join(' and ')} abroad without a transfer basis`]
        : []),
    ];
    return faults.length === 0 ? pass() : faults.map((fault) => fail(fault, { evidence: fault, source }));
  },
});

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
