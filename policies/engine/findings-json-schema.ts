import { z } from 'zod';
import { auditResultSchema } from './findings-schema.js';

/** JSON Schema of findings.json; `policies/findings.schema.json` is this value, and a test holds them equal. */
export const findingsJsonSchema = (): object => ({
  $id: 'https://finflow.example/schemas/findings.schema.json',
  ...z.toJSONSchema(auditResultSchema, { target: 'draft-2020-12' }),
});
