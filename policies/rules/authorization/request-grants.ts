import { at, isObject, type Json, listAt, textsAt } from '../../engine/json.js';
import type { Manifest } from '../../engine/manifest.js';

/** Who may send what, as one `from` × `to` pair of an AuthorizationPolicy; `*` stands for anything. */
export interface RequestGrant {
  readonly policy: Manifest;
  readonly principals: readonly string[];
  readonly requestPrincipals: readonly string[];
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly ports: readonly string[];
  /** Conditions that narrow the grant further. */
  readonly conditions: readonly Json[];
}

export interface ReadGrants {
  readonly grants: readonly RequestGrant[];
  /** What Istio would ignore or what takes the meaning away: misspelt fields, negations without a positive list. */
  readonly mistakes: readonly string[];
}

const SOURCE_FIELDS = [
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
  'namespaces',
  'notNamespaces',
  'ipBlocks',
  'notIpBlocks',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
  'serviceAccounts',
  'notServiceAccounts',
];
const OPERATION_FIELDS = ['hosts', 'notHosts', 'ports', 'notPorts', 'methods', 'notMethods', 'paths', 'notPaths'];
const RULE_FIELDS = ['from', 'to', 'when'];

/** Reads the rules of an ALLOW policy into grants; a list of grants is the union of what it allows. */
export function grantsOf(policy: Manifest): ReadGrants {
  const rules = policy.list('spec.rules');
  const mistakes = rules.flatMap((rule) => [
    ...unknownFields(rule, RULE_FIELDS, 'rule'),
    ...listAt(rule, 'from').flatMap((from) => unknownFields(at(from, 'source'), SOURCE_FIELDS, 'source')),
    ...listAt(rule, 'to').flatMap((to) => unknownFields(at(to, 'operation'), OPERATION_FIELDS, 'operation')),
  ]);
  const grants = rules.flatMap((rule) => {
    const sources = listAt(rule, 'from').map((from) => at(from, 'source'));
    const operations = listAt(rule, 'to').map((to) => at(to, 'operation'));
    return (sources.length === 0 ? [undefined] : sources).flatMap((source) =>
      (operations.length === 0 ? [undefined] : operations).map((operation) => ({
        policy,
        principals: textsAt(source, 'principals'),
        requestPrincipals: textsAt(source, 'requestPrincipals'),
        methods: orAnything(textsAt(operation, 'methods')),
        paths: orAnything(textsAt(operation, 'paths')),
        ports: orAnything(textsAt(operation, 'ports')),
        conditions: listAt(rule, 'when'),
      })),
    );
  });
  return { grants, mistakes };
}

const orAnything = (values: readonly string[]): readonly string[] => (values.length === 0 ? ['*'] : values);

const unknownFields = (value: Json | undefined, known: readonly string[], where: string): readonly string[] =>
  (isObject(value) ? Object.keys(value) : [])
    .filter((field) => !known.includes(field))
    .map((field) => `${field} is not a field of a ${where}: Istio ignores it`);

/** `/v1/accounts/{id}`, `/v1/accounts/{*}` and `/v1/accounts/*` name the same paths in definitions and policies. */
export const samePathNotation = (path: string): string =>
  path
    .split('/')
    .map((step) => (/^\{(?!\*\*)[^}]*\}$/.test(step) ? '*' : step))
    .join('/');

/** Whether a granted path lies at or below a published one: `/v1/transfers` covers `/v1/transfers/*`. */
export const isBelow = (path: string, published: string): boolean => {
  const base = published.replace(/\/?\*$/, '');
  return base !== '' && (path === base || path === published || path.startsWith(`${base}/`));
};
