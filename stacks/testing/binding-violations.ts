import type { BindingSchema } from './binding-schema.js';

/** Attributes that Terraform itself defines for every resource. */
const META_ARGUMENTS = new Set(['//', 'depends_on', 'lifecycle', 'provider', 'for_each', 'count']);

/** What the provider would refuse about a synthesized resource: unknown, missing and impossible attributes. */
export function bindingViolations(schema: BindingSchema, resource: unknown, path: string): string[] {
  return blockViolations(schema, schema.root, resource, path);
}

function blockViolations(schema: BindingSchema, block: string, value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => blockViolations(schema, block, item, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path} is no block`];
  const attributes = schema.blocks.get(block) ?? new Map<string, never>();
  // Inside of a block such a name is the provider's own: a reservation has a count.
  const isMeta = (name: string): boolean => block === schema.root && META_ARGUMENTS.has(name);
  const written = Object.entries(value).filter(([name]) => !isMeta(name));
  const missing = [...attributes].filter(([name, { required }]) => required && !written.some(([own]) => own === name));
  return [
    ...missing.map(([name]) => `${path} lacks ${name}`),
    ...written.flatMap(([name, own]: [string, unknown]) => {
      const attribute = attributes.get(name);
      const at = `${path}.${name}`;
      if (attribute === undefined) return [`${at} is unknown to the provider`];
      if (attribute.block !== undefined) return blockViolations(schema, attribute.block, own, at);
      return notAllowed(attribute.allowed, own).map((literal) => `${at} must not be ${literal}`);
    }),
  ];
}

/** Literals outside of an enumeration; what Terraform computes later cannot be judged here. */
function notAllowed(allowed: readonly string[], value: unknown): string[] {
  if (allowed.length === 0) return [];
  const literals = (Array.isArray(value) ? value : [value]).filter(
    (literal): literal is string => typeof literal === 'string' && !literal.includes('${'),
  );
  return literals.filter((literal) => !allowed.includes(literal));
}
