type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

/** `${google_compute_ha_vpn_gateway.…}` and `${data.google_…}` */
const GOOGLE_REFERENCE = /\$\{(?:data\.)?google_/;
const GOOGLE_NAME = /^google(?:_|$)/;

/**
 * The AWS part of a stack that joins two clouds, as Terraform JSON: without Google's provider, resources and data, and without whatever
 * refers to them. An attribute that is left out so is one that no test without Google's provider can judge.
 */
export function awsPartOf(stack: string): string {
  const part = withoutGoogle(JSON.parse(stack) as Json);
  return JSON.stringify(part, null, 2);
}

function withoutGoogle(value: Json): Json {
  if (Array.isArray(value)) return value.filter(isKept).map(withoutGoogle);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as JsonObject).filter(
    ([name, member]) => !GOOGLE_NAME.test(name) && isKept(member),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, withoutGoogle(member)]));
}

/** Text that refers to Google, also an address in `depends_on`, goes. */
const isKept = (value: Json): boolean =>
  typeof value !== 'string' || (!GOOGLE_REFERENCE.test(value) && !/^(?:data\.)?google_\w+\./.test(value));
