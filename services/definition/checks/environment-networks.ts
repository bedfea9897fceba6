import { linksOf } from '../links.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { tunnelBlock } from '../tunnel-ranges.js';
import type { CheckContext, LoadedEnvironment } from './check-context.js';

/** BGP numbers are unique everywhere, no two links share inside addresses, and public hosts lie below the domain. */
export function checkEnvironmentNetworks({ loaded }: CheckContext): Diagnostic[] {
  const holders = new Map<number, string>();
  return loaded.environments.flatMap((environment) => {
    const { source, definition } = environment;
    const { domain, jurisdictions, locations } = definition;
    const numbers = locations.flatMap(({ asn }, index) => {
      const holder = holders.get(asn);
      const { line } = source.locate(['locations', index, 'asn'], 'value');
      if (holder === undefined) holders.set(asn, `${source.file}:${line}`);
      return holder === undefined
        ? []
        : [
            source.diagnose(['locations', index, 'asn'], 'value', {
              code: 'asn-conflict',
              message: `${asn} is the number of ${holder} already`,
              fix: 'choose a free number between 64512 and 65534',
            }),
          ];
    });
    const hosts = jurisdictions.flatMap(({ hosts }, index) =>
      Object.entries(hosts)
        .filter(([, host]) => host !== domain && !host.endsWith(`.${domain}`))
        .map(([key, host]) =>
          source.diagnose(['jurisdictions', index, 'hosts', key], 'value', {
            code: 'host-domain',
            message: `${host} lies outside ${domain}`,
            fix: `write a host below ${domain}`,
          }),
        ),
    );
    return [...numbers, ...checkTunnels(environment), ...hosts];
  });
}

/** An address in a log must name one tunnel, and no gateway takes the same inside range twice. */
function checkTunnels({ source, definition: { locations } }: LoadedEnvironment): Diagnostic[] {
  const holders = new Map<string, string>();
  return linksOf(locations)
    .filter(({ to }) => to.cloud === 'gcp')
    .flatMap(({ scope, from, to }) => {
      const block = tunnelBlock({ aws: from, gcp: to });
      const holder = holders.get(block);
      holders.set(block, scope);
      if (holder === undefined) return [];
      return [
        source.diagnose(['locations', locations.indexOf(from), 'asn'], 'value', {
          code: 'tunnel-overlap',
          message: `${scope} would number its tunnels from ${block}, as ${holder} does`,
          fix: `choose a number that leaves another remainder than ${from.asn % 32} when divided by 32`,
        }),
      ];
    });
}
