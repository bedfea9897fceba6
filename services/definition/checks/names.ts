import { PLATFORM_APPLICATIONS } from '../platform-applications.js';
import { PLATFORM_NAMESPACES } from '../platform-namespaces.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext } from './check-context.js';

const RESERVED: ReadonlySet<string> = new Set([
  ...PLATFORM_APPLICATIONS.map(({ application }) => application),
  ...PLATFORM_NAMESPACES.map(({ name }) => name),
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
]);

/** A definition is found by its name: it equals the folder or file, and belongs to nothing else. */
export function checkNames({ loaded, externals }: CheckContext): Diagnostic[] {
  const services = loaded.services.flatMap(({ source, definition }) => {
    const { name } = definition.metadata;
    const folder = source.file.split('/')[1] ?? '';
    const at = (code: 'name-mismatch' | 'reserved-name' | 'duplicate-name', message: string, fix: string): Diagnostic =>
      source.diagnose(['metadata', 'name'], 'value', { code, message, fix });
    return [
      ...(name === folder
        ? []
        : [at('name-mismatch', `"${name}" is in the folder ${folder}`, `name it ${folder} or rename the folder`)]),
      ...(RESERVED.has(name)
        ? [at('reserved-name', `"${name}" is a name of the platform`, 'choose another name')]
        : []),
      ...(externals?.has(name) === true
        ? [at('duplicate-name', `"${name}" is also an external system`, 'rename one of the two')]
        : []),
    ];
  });
  const environments = loaded.environments.flatMap(({ source, definition }) => {
    const { name } = definition.metadata;
    const file = source.file.replace(/^.*\//, '').replace(/\.yaml$/, '');
    const message = `"${name}" is in the file ${file}.yaml`;
    return name === file
      ? []
      : [
          source.diagnose(['metadata', 'name'], 'value', {
            code: 'name-mismatch',
            message,
            fix: `name it ${file} or rename the file`,
          }),
        ];
  });
  return [...services, ...environments];
}
