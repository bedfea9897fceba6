import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext } from './check-context.js';

/** BGP numbers are unique everywhere, and public hosts lie below the domain. */
export function checkEnvironmentNetworks({ loaded }: CheckContext): Diagnostic[] {
  const holders = new Map<number, string>();
  return loaded.environments.flatMap(({ source, definition }) => {
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
    return [...numbers, ...hosts];
  });
}
