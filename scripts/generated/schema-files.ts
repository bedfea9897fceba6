import { z } from 'zod';
import { environmentSchema } from '../../environments/schema.js';
import { findingsJsonSchema } from '../../policies/engine/findings-json-schema.js';
import { externalsSchema } from '../../services/definition/externals-schema.js';
import { platformSchema } from '../../services/definition/platform-schema.js';
import { releaseSchema } from '../../services/definition/release-schema.js';
import { serviceSchema } from '../../services/definition/service-schema.js';
import { teamsSchema } from '../../services/definition/teams-schema.js';
import type { GeneratedFile } from './generated-file.js';

const SCHEMAS = {
  'environments/environment.schema.json': environmentSchema,
  'services/definition/externals.schema.json': externalsSchema,
  'services/definition/platform.schema.json': platformSchema,
  'services/definition/release.schema.json': releaseSchema,
  'services/definition/service.schema.json': serviceSchema,
  'services/definition/teams.schema.json': teamsSchema,
};

/** JSON Schemas for editors and other programs, from the schemas that judge the files. */
export function schemaFiles(): GeneratedFile[] {
  const schemas: [string, object][] = Object.entries(SCHEMAS).map(([path, schema]) => [
    path,
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  ]);
  return [...schemas, ['policies/findings.schema.json', findingsJsonSchema()] as const].map(([path, schema]) => ({
    path,
    content: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}
