import { Ajv2020, type AnySchema, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyInstance, FastifySchemaValidationError } from 'fastify';
import { kitProblem } from '../problems/kit-problems.js';
import type { Problem } from '../problems/problem.js';

/** Words of OpenAPI that say nothing about validity. */
const ANNOTATIONS = ['example', 'discriminator', 'xml', 'externalDocs'];

const createValidator = (coerceTypes: boolean): Ajv2020 => {
  const ajv = new Ajv2020({
    allErrors: true,
    coerceTypes,
    useDefaults: coerceTypes,
    strictTypes: false,
    strictTuples: false,
  });
  formats.default(ajv);
  return ajv.addVocabulary(ANNOTATIONS);
};

/**
 * Validates by JSON Schema 2020-12, OpenAPI 3.1's dialect, and reports every error. A body is judged and kept as it came, because its
 * hash is part of an idempotency claim; parameters are text, so they are turned into the type that their schema names. Named schemas
 * are added to the server itself, not inside a plugin.
 */
export function validateBySchema(server: FastifyInstance): void {
  const body = createValidator(false);
  const parameters = createValidator(true);
  server.setValidatorCompiler<AnySchema>(({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? body : parameters;
    for (const [id, shared] of Object.entries(server.getSchemas())) {
      if (ajv.getSchema(id) === undefined) ajv.addSchema(shared as AnySchema, id);
    }
    return ajv.compile(schema);
  });
}

/** Errors that one answer lists; a body of thousands of mistakes is not worth more. */
const MOST_ERRORS = 50;
const LONGEST_NAME = 100;

/** All that is wrong with a request, each with a JSON pointer (RFC 6901) in URI fragment form. Values are not repeated. */
export function validationProblem(errors: readonly FastifySchemaValidationError[], part: string): Problem {
  const listed = errors.slice(0, MOST_ERRORS).map((error) => ({
    in: part,
    pointer: `#${encodeURI(error.instancePath + missingOrExtra(error))}`,
    detail: explain(error),
  }));
  const detail = `${errors.length} ${errors.length === 1 ? 'thing is' : 'things are'} wrong with the ${part}.`;
  return kitProblem('validation-failed', detail, { errors: listed });
}

type Explained = Pick<ErrorObject, 'keyword' | 'message' | 'params'> | FastifySchemaValidationError;

function missingOrExtra({ params }: Explained): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Record<string, unknown>;
  const name = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  if (typeof name !== 'string') return '';
  // By whole characters: half of a surrogate pair has no place in a URI.
  const shown = Array.from(name).slice(0, LONGEST_NAME).join('');
  return `/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function explain({ keyword, message, params }: Explained): string {
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return 'is not known here';
  const { allowedValues } = params as Record<string, unknown>;
  if (Array.isArray(allowedValues)) return `must be one of ${allowedValues.map(String).join(', ')}`;
  return message ?? 'is not valid';
}
