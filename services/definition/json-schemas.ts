import { z } from 'zod';
import { environmentSchema } from '../../environments/schema.js';
import { externalsSchema } from './externals-schema.js';
import { platformSchema } from './platform-schema.js';
import { serviceSchema } from './service-schema.js';
import { teamsSchema } from './teams-schema.js';

const SCHEMAS = {
  'environments/environment.schema.json': environmentSchema,
  'services/definition/externals.schema.json': externalsSchema,
  'services/definition/platform.schema.json': platformSchema,
  'services/definition/service.schema.json': serviceSchema,
  'services/definition/teams.schema.json': teamsSchema,
} as const;

/** A JSON Schema and the path, relative to the repository root, where it is committed. */
export interface JsonSchemaFile {
  readonly path: string;
  readonly content: string;
}

/** One JSON Schema (draft 2020-12) for each file format, from the schemas that judge the files. */
export function jsonSchemaFiles(): JsonSchemaFile[] {
  return Object.entries(SCHEMAS).map(([path, schema]) => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
    const named = { $schema, $id: `https://platform.finflow.example/${path}`, ...rest };
    return { path, content: `${JSON.stringify(named, null, 2)}\n` };
  });
}
