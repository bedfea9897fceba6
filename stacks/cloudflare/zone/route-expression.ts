import type { PublicRoute } from './public-routes.js';

/** Longest expression that Cloudflare accepts (Ruleset Engine limits). */
export const MAX_EXPRESSION_LENGTH = 4_096;

/** Matches requests for a route on its hosts, and leaves requests for a more specific declared route to that one. */
export function routeExpression(route: PublicRoute, routes: readonly PublicRoute[]): string {
  const inside = [
    `http.host in ${setOf(route.hosts)}`,
    pathExpression(route.path),
    ...routes.filter((other) => isBelow(other, route)).map((other) => `not ${takenBy(other, route)}`),
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
function takenBy(other: PublicRoute, route: PublicRoute): string {
  const everywhere = route.hosts.every((host) => other.hosts.includes(host));
  const path = pathExpression(other.path);
  return everywhere ? path : `(http.host in ${setOf(other.hosts)} and ${path})`;
}

/** A declared path matches itself and everything below it, at whole segments. */
function pathExpression(path: string): string {
  const base = basePath(path);
  if (base === '') return 'starts_with(http.request.uri.path, "/")';
  if (/[*{]/.test(base)) {
    const pattern = base.replace(/[.]/g, '\\\\.').replace(/\{[^}]*\}|\*/g, '[^/]+');
    return `http.request.uri.path matches "^${pattern}(/|$)"`;
  }
  return `(http.request.uri.path eq "${base}" or starts_with(http.request.uri.path, "${base}/"))`;
}

/** `/v1/accounts/*` and `/v1/accounts/` mean what `/v1/accounts` means. */
function basePath(path: string): string {
  return path.replace(/\/\*?$/, '');
}

function isBelow(other: PublicRoute, route: PublicRoute): boolean {
  const shared = other.hosts.some((host) => route.hosts.includes(host));
  return shared && basePath(other.path).startsWith(`${basePath(route.path)}/`);
}
