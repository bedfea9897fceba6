import { isList, isObject, type Json } from '../../../engine/json.js';
import { Manifest } from '../../../engine/manifest.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Subject } from '../../../engine/subject.js';
import { TerraformResource } from '../../../engine/terraform-resource.js';
import { credentialIn, isPasswordName, isSecretName, looksRandom } from '../secret-patterns.js';

/** Terraform's own places for a value that is no secret of ours. */
const HARMLESS = /^(?:\$\{[\s\S]*\}|\$\([A-Z_]+\)|\{\{[\s\S]*\}\}|)$/;

interface Literal {
  readonly path: string;
  readonly says: string;
}

/** Reads every string of every manifest, resource and provider block: by the shape of the value and by its name. */
export const noLiteralSecrets = defineRule<Subject>({
  id: 'SEC-001',
  area: 'secrets',
  severity: 'critical',
  title: 'no output holds a secret in clear text',
  risk: 'everyone who reads the repository, the state or the cluster’s history has the credential',
  fix: 'keep the value in the secret manager and refer to it; rotate what was written down',
  population: 'every Kubernetes object, Terraform resource and provider',
  covers: ['Secret', 'ConfigMap'],
  crossDomain: false,
  waivable: false,
  select: (graph) => [
    ...graph.manifests(...graph.kinds().manifests),
    ...graph.terraform(...graph.kinds().terraform),
    ...graph.stacks.map(asSubject),
  ],
  check: (subject, graph) => {
    const written = writtenBy(subject) ?? graph.stacks.find(({ name }) => name === subject.name)?.providers ?? null;
    const isSecretObject = subject instanceof Manifest && subject.kind === 'Secret';
    const literals = isSecretObject ? secretData(subject) : literalsIn(written, '', '');
    // The value itself must not travel into reports: the evidence is where it stands.
    const faults = literals.map(({ path, says }): Verdict => fail(`${path} holds ${says}`, { evidence: path }));
    return faults.length === 0 ? pass() : faults;
  },
});

const writtenBy = (subject: Subject): Json | undefined =>
  subject instanceof Manifest ? subject.object : subject instanceof TerraformResource ? subject.written : undefined;

function secretData(secret: Manifest): readonly Literal[] {
  return ['data', 'stringData'].flatMap((field) =>
    Object.entries(secret.map(field))
      .filter(([, value]) => value !== '')
      .map(([key]) => ({ path: `${field}.${key}`, says: 'the data of a Secret' })),
  );
}

function literalsIn(value: Json, path: string, name: string): readonly Literal[] {
  if (typeof value === 'string') return literal(value, path, name);
  if (isList(value)) return value.flatMap((item, index) => literalsIn(item, `${path}.${index}`, name));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    // An environment variable is named beside its value, not by its key.
    const nameOfValue = key === 'value' && typeof value['name'] === 'string' ? value['name'] : key;
    return literalsIn(child, path === '' ? key : `${path}.${key}`, nameOfValue);
  });
}

function literal(value: string, path: string, name: string): readonly Literal[] {
  if (HARMLESS.test(value)) return [];
  const credential = credentialIn(value);
  if (credential !== undefined) return [{ path, says: credential }];
  if (isSetting(path) && looksRandom(value)) return [{ path, says: 'a value that looks generated' }];
  if (!isSecretName(name)) return [];
  // Names and addresses of secrets are words; a password is one too, so its name alone decides.
  const isReference = /^(?:arn:|projects\/|alias\/|[a-z0-9]+(?:[-./][a-z0-9]+)+$|[a-z]+$|[A-Z][A-Z0-9_]*$)/.test(value);
  return isPasswordName(name) || looksRandom(value) || !isReference ? [{ path, says: `a value for ${name}` }] : [];
}

/** Environment variables and ConfigMaps: where programs read what they are given. */
const isSetting = (path: string): boolean => /\benv\.\d+\.value$|^data\./.test(path);

const asSubject = (stack: {
  readonly name: string;
  readonly location: string;
  readonly file: string;
  readonly declaredAt: string | undefined;
}): Subject => ({
  id: `${stack.name}/providers`,
  location: stack.location,
  kind: 'providers',
  name: stack.name,
  file: stack.file,
  line: undefined,
  service: undefined,
  declaredAt: stack.declaredAt,
});
