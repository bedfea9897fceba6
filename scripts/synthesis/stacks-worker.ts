import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeStacks } from '../../stacks/synthesize.js';
import { readPlatform } from './platform-file.js';
import type { StacksReply, StacksRequest } from './stacks-process.js';
import { entriesOf } from './output-swap.js';

/** Entry point of the child process: waits for one request, answers it and ends. */
process.once('message', (request: StacksRequest) => {
  process.send?.(answer(request), () => process.disconnect());
});
process.once('disconnect', () => process.exit());

function answer({ platformFiles, outputDirectory }: StacksRequest): StacksReply {
  try {
    synthesizeStacks(platformFiles.map(readPlatform), outputDirectory);
    return { resourcesByStack: countResources(join(outputDirectory, 'stacks')) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function countResources(directory: string): Record<string, number> {
  const counts = entriesOf(directory).map((stack): [string, number] => {
    const { resource = {} } = JSON.parse(readFileSync(join(directory, stack, 'cdk.tf.json'), 'utf8')) as {
      resource?: Record<string, object>;
    };
    return [stack, Object.values(resource).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0)];
  });
  return Object.fromEntries(counts);
}
