import type { Claim, PublicRoute } from './public-routes.js';

/** Longest expression that Cloudflare accepts (Ruleset Engine limits). */
export const MAX_EXPRESSION_LENGTH = 4_096;

/** Matches requests for a route on its hosts, and leaves requests for a more specific declared route to that one. */
export function routeExpression({ hosts, path, moreSpecific }: PublicRoute): string {
  const inside = [
    `http.host in ${setOf(hosts)}`,
    pathExpression(path),
    ...moreSpecific.map((other) => `not ${takenBy(other, hosts)}`),
  ];
  return `(${inside.join(' and ')})`;
}

/** `{"a" "b"}` */
export function setOf(values: readonly string[]): string {
  return `{${[...new Set(values)].map((value) => `"${value}"`).join(' ')}}`;
}

/** Alternatives joined by `or`, in as few groups as keep each below the limit that `reserved` characters leave. */
export function anyOf(expressions: readonly string[], reserved: number): string[] {
  const groups: string[] = [];
  for (const expression of expressions) {
    const joined = groups.length === 0 ? expression : `${groups.at(-1)} or ${expression}`;
    if (groups.length > 0 && joined.length + reserved <= MAX_EXPRESSION_LENGTH) groups[groups.length - 1] = joined;
    else groups.push(expression);
  }
  return groups;
}

/** Requests that a more specific route takes away: only on the hosts that it serves. */
function takenBy(other: Claim, hosts: readonly string[]): string {
  const path = pathExpression(other.path);
  return other.hosts.length === hosts.length ? path : `(http.host in ${setOf(other.hosts)} and ${path})`;
}

function pathExpression(path: string): string {
  if (path === '') return 'starts_with(http.request.uri.path, "/")';
  if (/[*{]/.test(path)) {
    const pattern = path.replace(/[.]/g, '\\\\.').replace(/\{[^}]*\}|\*/g, '[^/]+');
    return `http.request.uri.path matches "^${pattern}(/|$)"`;
  }
  return `(http.request.uri.path eq "${path}" or starts_with(http.request.uri.path, "${path}/"))`;
}
