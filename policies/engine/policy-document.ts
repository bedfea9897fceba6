import type { Attributes } from './attributes.js';
import { asList, at, inWords, isObject, type Json, textAt, textsAt } from './json.js';
import { unknown, type Verdict } from './outcome.js';

export interface PolicyPrincipal {
  /** `AWS`, `Service`, `Federated`, or `*` for anybody. */
  readonly type: string;
  /** As written: an ARN, an account, a service or a `${…}` reference. */
  readonly id: string;
}

export interface PolicyCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement of an IAM policy, the same whichever of the ways Terraform offers it was written in. */
export interface PolicyStatement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly PolicyPrincipal[];
  readonly conditions: readonly PolicyCondition[];
}

/** Judges a policy attribute: JSON text, `jsonencode`, or a policy document data source; what cannot be read is unknown. */
export function judgePolicy(
  owner: Attributes,
  path: string,
  judge: (statements: readonly PolicyStatement[] | undefined) => Verdict,
): Verdict {
  const value = owner.value(path);
  if (value.state === 'absent') return judge(undefined);
  if (value.state === 'reference') {
    const { kind, mode } = value.resource;
    if (mode === 'data' && kind === 'aws_iam_policy_document') return judge(documentStatements(value.resource));
    return unknown(`the policy is only known after deployment: ${value.resource.address}.${value.attribute}`);
  }
  // References inside the text do not hide the rest of it, so the text is parsed before they are resolved.
  const text = value.state === 'known' ? value.value : value.expression;
  const statements = typeof text === 'string' ? parseStatements(text) : undefined;
  return statements === undefined
    ? unknown(`the policy cannot be read: ${inWords(text).slice(0, 120)}`)
    : judge(statements);
}

/** Reads policy text; undefined where it is not JSON with statements. */
export function parseStatements(text: string): readonly PolicyStatement[] | undefined {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  const statements = at(parsed, 'Statement');
  return statements === undefined ? undefined : asList(statements).map(jsonStatement);
}

const jsonStatement = (statement: Json): PolicyStatement => ({
  sid: textAt(statement, 'Sid') ?? '',
  effect: textAt(statement, 'Effect') ?? '',
  actions: textsAt(statement, 'Action'),
  notActions: textsAt(statement, 'NotAction'),
  resources: textsAt(statement, 'Resource'),
  notResources: textsAt(statement, 'NotResource'),
  principals: jsonPrincipals(at(statement, 'Principal')),
  conditions: jsonConditions(at(statement, 'Condition')),
});

function jsonPrincipals(principal: Json | undefined): readonly PolicyPrincipal[] {
  if (typeof principal === 'string') return [{ type: principal, id: principal }];
  if (!isObject(principal)) return [];
  return Object.keys(principal).flatMap((type) => textsAt(principal, type).map((id) => ({ type, id })));
}

function jsonConditions(condition: Json | undefined): readonly PolicyCondition[] {
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: asList(values).map(String) }))
      : [],
  );
}

const documentStatements = (document: Attributes): readonly PolicyStatement[] =>
  document.blocks('statement').map((statement) => ({
    sid: textAt(statement.written, 'sid') ?? '',
    effect: textAt(statement.written, 'effect') ?? 'Allow',
    actions: textsAt(statement.written, 'actions'),
    notActions: textsAt(statement.written, 'not_actions'),
    resources: textsAt(statement.written, 'resources'),
    notResources: textsAt(statement.written, 'not_resources'),
    principals: statement.blocks('principals').flatMap(({ written }) => {
      const type = textAt(written, 'type') ?? '*';
      return textsAt(written, 'identifiers').map((id) => ({ type, id }));
    }),
    conditions: statement.blocks('condition').map(({ written }) => ({
      operator: textAt(written, 'test') ?? '',
      key: textAt(written, 'variable') ?? '',
      values: textsAt(written, 'values'),
    })),
  }));

/** Values of a condition key whatever the operator, as long as it compares for equality or likeness. */
export const conditionValues = ({ conditions }: PolicyStatement, key: string): readonly string[] =>
  conditions
    .filter((condition) => condition.key.toLowerCase() === key.toLowerCase() && !/Not/.test(condition.operator))
    .flatMap(({ values }) => values);
