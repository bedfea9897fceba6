import type { LocationDefinition } from '../../../environments/schema.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext, LoadedEnvironment } from './check-context.js';
import { formatNetwork, isPrivate, type Network, overlaps, parseNetwork } from './network.js';

interface AddressRange {
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly cidr: string;
  /** Undefined when an octet is above 255. */
  readonly network: Network | undefined;
  /** Shortest and longest prefix, where the cloud sets limits. */
  readonly prefixes: readonly [number, number] | undefined;
}

/** Address ranges are private networks of a size that the cloud takes, and no two of an environment overlap. */
export function checkAddresses({ loaded }: CheckContext): Diagnostic[] {
  return loaded.environments.flatMap((environment) => {
    const ranges = rangesOf(environment);
    return [...ranges.flatMap((range) => checkRange(environment, range)), ...checkOverlaps(environment, ranges)];
  });
}

function rangesOf({ definition }: LoadedEnvironment): AddressRange[] {
  return [
    ...definition.kubernetes.adminNetworks.map(({ name, cidr }, index) =>
      rangeOf(['kubernetes', 'adminNetworks', index, 'cidr'], `admin network ${name}`, cidr, undefined),
    ),
    ...definition.locations.flatMap((location, index) =>
      (['network', 'pods', 'services', 'controlPlane'] as const).flatMap((key) => {
        const cidr = location.addresses[key];
        if (cidr === undefined) return [];
        return [
          rangeOf(
            ['locations', index, 'addresses', key],
            `${key} of ${location.name}`,
            cidr,
            PREFIXES[location.cloud][key],
          ),
        ];
      }),
    ),
  ];
}

/** AWS: a VPC takes /16 to /28 and is cut into sixteenths and quarters here; EKS and GKE state the others. */
const PREFIXES: Readonly<
  Record<
    LocationDefinition['cloud'],
    Readonly<Record<keyof LocationDefinition['addresses'], readonly [number, number]>>
  >
> = {
  aws: { network: [16, 24], pods: [16, 26], services: [12, 24], controlPlane: [28, 28] },
  gcp: { network: [8, 28], pods: [9, 21], services: [9, 27], controlPlane: [28, 28] },
};

function rangeOf(
  path: AddressRange['path'],
  name: string,
  cidr: string,
  prefixes: AddressRange['prefixes'],
): AddressRange {
  return { path, name, cidr, network: parseNetwork(cidr), prefixes };
}

function checkRange(
  { source }: LoadedEnvironment,
  { path, name, cidr, network, prefixes }: AddressRange,
): Diagnostic[] {
  const at = (
    code: 'address-format' | 'address-size' | 'address-private' | 'admin-network',
    message: string,
    fix: string,
  ): Diagnostic => source.diagnose(path, 'value', { code, message, fix });
  if (network === undefined)
    return [at('address-format', `${cidr} has an octet above 255`, 'write octets from 0 to 255')];
  const right = formatNetwork(network);
  if (right !== cidr)
    return [at('address-format', `${cidr} has host bits set; the network is ${right}`, `write ${right}`)];
  const [shortest, longest] = prefixes ?? [0, 32];
  const fits = network.prefix >= shortest && network.prefix <= longest;
  const limits = shortest === longest ? `/${shortest}` : `/${shortest} to /${longest}`;
  const isAdmin = path[0] === 'kubernetes';
  return [
    ...(fits ? [] : [at('address-size', `${cidr}: ${name} takes ${limits}`, `choose a prefix of ${limits}`)]),
    ...(isPrivate(network)
      ? []
      : [
          at(
            isAdmin ? 'admin-network' : 'address-private',
            `${cidr} is not private; ${isAdmin ? 'the cluster API is reachable from private networks only' : `${name} is not reachable from the internet`}`,
            'choose a range of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
          ),
        ]),
  ];
}

/** Sorted by start, a range can only overlap those whose start lies before its end. */
function checkOverlaps({ source }: LoadedEnvironment, ranges: readonly AddressRange[]): Diagnostic[] {
  const known = ranges.flatMap((range, order) =>
    range.network === undefined ? [] : [{ ...range, order, network: range.network }],
  );
  const sorted = [...known].sort((a, b) => a.network.start - b.network.start || a.order - b.order);
  return sorted.flatMap((range, index) => {
    const found: Diagnostic[] = [];
    for (let next = sorted[index + 1], at = index + 1; next !== undefined; at += 1, next = sorted[at]) {
      if (!overlaps(range.network, next.network)) break;
      const [earlier, later] = range.order < next.order ? [range, next] : [next, range];
      const { line } = source.locate(earlier.path, 'value');
      found.push(
        source.diagnose(later.path, 'value', {
          code: 'address-overlap',
          message: `${later.cidr} (${later.name}) overlaps ${earlier.cidr} (${earlier.name}, line ${line})`,
          fix: 'choose a range that no other one contains',
        }),
      );
    }
    return found;
  });
}
