import { z } from 'zod';
import { environmentSchema } from '../../environments/schema.js';
import { externalsSchema } from '../../services/definition/externals-schema.js';
import { platformSchema } from '../../services/definition/platform-schema.js';
import { serviceSchema } from '../../services/definition/service-schema.js';
import { teamsSchema } from '../../services/definition/teams-schema.js';
import type { GeneratedFile } from './generated-file.js';

const SCHEMAS = {
  'environments/environment.schema.json': environmentSchema,
  'services/definition/externals.schema.json': externalsSchema,
  'services/definition/platform.schema.json': platformSchema,
  'services/definition/service.schema.json': serviceSchema,
  'services/definition/teams.schema.json': teamsSchema,
};

/** JSON Schemas for editors and other programs, from the schemas that judge the files. */
export function schemaFiles(): GeneratedFile[] {
  return Object.entries(SCHEMAS).map(([path, schema]) => ({
    path,
    content: `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`,
  }));
}
