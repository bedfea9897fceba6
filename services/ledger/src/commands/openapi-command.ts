import type { Command } from '../../../kit/src/commands/command.js';
import { openapiDocument } from './openapi-document.js';
import type { ProgramHost } from './program-host.js';

/** Prints the OpenAPI document that is committed as `openapi.json`. */
export const openapiCommand = ({ print }: Pick<ProgramHost, 'print'>): Command => ({
  usage: '',
  summary: 'prints the OpenAPI document of the API',
  run: async () => {
    print(await openapiDocument());
    return 0;
  },
});
