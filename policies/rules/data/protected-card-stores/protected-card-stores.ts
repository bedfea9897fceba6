import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { fail, notApplicable, pass, unknown } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Disk encryption does not protect a card number from whoever can query: the field itself must be unreadable. */
export const protectedCardStores = defineRule<Declared<DeclaredService>>({
  id: 'DATA-001',
  area: 'data',
  severity: 'critical',
  title: 'a store with card data protects its fields, and change capture never copies them unprotected',
  risk: 'card numbers are readable in the database, its backups, and every topic its changes flow to',
  fix: 'list the encrypted or tokenized columns under data.postgres.protectedFields; leave other card tables out of cdc',
  population: 'declared services of PCI scope cde, in every location',
  covers: [],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.placements().filter(({ value }) => value.compliance.pciScope === 'cde'),
  check: ({ value: service }) => {
    const { postgres, redis } = service.data;
    const source = `services[${service.name}].data.postgres`;
    if (postgres === null && redis === null) return notApplicable('it keeps no store');
    if (redis !== null)
      return fail('a cache holds card data and can protect no field of it', {
        evidence: 'redis',
        source: `services[${service.name}].data.redis`,
      });
    if (postgres === null) return pass();
    if (postgres.protectedFields.length === 0)
      return fail('no field of its database is protected', { evidence: [], source });
    const protectedTables = new Set(postgres.protectedFields.map((field) => field.split('.')[0] ?? ''));
    const copied = (postgres.cdc?.tables ?? []).filter((table) => !protectedTables.has(table));
    return copied.length === 0
      ? pass()
      : unknown(`change capture copies ${copied.join(', ')}: nothing says whether card numbers are in there`, {
          evidence: copied,
          source,
        });
  },
});
