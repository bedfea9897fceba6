import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The ledger's migrations: beside the sources, and at the same place above the compiled program. */
const CANDIDATES = ['../../migrations', '../../../../../services/ledger/migrations'];

/** Folder of the ledger's migrations. */
export const MIGRATIONS: string = folder();

function folder(): string {
  const places = CANDIDATES.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`the migrations are in none of ${places.join(', ')}`);
  return found;
}
