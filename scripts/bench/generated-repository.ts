import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { TOKEN_SERVICE } from '../../services/definition/names.js';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import { definitionText } from '../new-service/definition-text.js';
import { completeAnswers, defaultAnswers } from '../new-service/service-answers.js';

/** A repository with the production environment and many services, for measuring growth; `remove` deletes it. */
export interface GeneratedRepository {
  readonly root: string;
  readonly remove: () => void;
}

const AS_OF = '2026-11-23';

/** Each service is what `finflow new service` writes, calls the one before it and consumes its topic. */
export async function generateRepository(source: string, services: number): Promise<GeneratedRepository> {
  const root = mkdtempSync(join(tmpdir(), 'finflow-bench-'));
  for (const folder of ['services', 'environments', 'policies/waivers', 'docs/runbooks']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  for (const file of ['services/teams.yaml', 'services/externals.yaml', 'environments/production.yaml']) {
    cpSync(join(source, file), join(root, file));
  }
  symlinkSync(join(source, 'node_modules'), join(root, 'node_modules'));
  const platforms = loadPlatforms(source, { asOf: AS_OF }).filter(
    ({ environment }) => environment.name === 'production',
  );
  const teams = platforms.flatMap((platform) => platform.teams.map(({ name }) => name));
  for (let index = 0; index < services; index += 1) {
    const name = serviceAt(index);
    const answers = await completeAnswers(
      name,
      { owner: teams[index % teams.length] ?? 'platform' },
      defaultAnswers,
      teams,
    );
    const definition = { ...(parse(definitionText(answers, platforms)) as object), ...connections(index, services) };
    mkdirSync(join(root, 'services', name));
    writeFileSync(join(root, 'services', name, 'service.yaml'), stringify(definition));
    writeFileSync(join(root, 'docs/runbooks', `${name}.md`), readFileSync(join(source, 'docs/runbooks/ledger.md')));
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function connections(index: number, services: number): object {
  const before = index === 0 ? [] : [serviceAt(index - 1)];
  return {
    calls: before.map((service) => ({ service, critical: false })),
    expose: {
      callers: index + 1 < services ? [{ service: serviceAt(index + 1), paths: ['GET /v1/items/*'] }] : [],
      public: isPublic(index) ? [publicRoute(index)] : [],
    },
    kafka: {
      produces: [
        {
          topic: `${serviceAt(index)}.changed`,
          partitions: 12,
          retention: '3d',
          schema: 'json',
          compatibility: 'BACKWARD',
          dataClass: 'internal',
          replicate: true,
        },
      ],
      consumes: before.map((service) => ({
        topic: `${service}.changed`,
        group: `${serviceAt(index)}-changes`,
        maxLag: 1000,
        dlq: true,
      })),
    },
  };
}

/** One service in four stands at the edge, as in a real estate; the rest serves other services. */
function isPublic(index: number): boolean {
  return index % 4 === 0;
}

function publicRoute(index: number): object {
  return { host: 'api', path: `/v1/${serviceAt(index)}`, methods: ['GET'], waf: 'standard', rateLimit: '600/m' };
}

/** The first one issues the tokens that the public ones verify. */
function serviceAt(index: number): string {
  return index === 0 ? TOKEN_SERVICE : `service-${String(index).padStart(4, '0')}`;
}
