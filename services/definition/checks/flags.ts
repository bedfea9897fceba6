import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext } from './check-context.js';

/** A flag is removed by the day it names; that day itself is still good. */
export function checkFlags({ loaded, asOf }: CheckContext): Diagnostic[] {
  return loaded.services.flatMap(({ source, definition }) =>
    (definition.flags ?? []).flatMap(({ key, expires }, index) =>
      expires >= asOf
        ? []
        : [
            source.diagnose(['flags', index, 'expires'], 'value', {
              code: 'flag-expired',
              message: `the flag "${key}" expired on ${expires}; today is ${asOf}`,
              fix: 'remove the flag and the branch it no longer needs, or renew it after a review',
            }),
          ],
    ),
  );
}
