import type { AuditResult } from '../../policies/audit.js';
import { filesBelow } from './repository.js';

/** The smallest parts of an output that can differ, by `<kind> <place>`. */
export type Parts = ReadonlyMap<string, string>;

/** Kubernetes objects of synthesized manifests. */
export function objectsBelow(folder: string): Parts {
  return new Map(
    [...filesBelow(folder)].flatMap(([file, text]) =>
      text.split(/^---$/m).map((object, index): [string, string] => {
        const kind = /^kind: "?(\w+)/m.exec(object)?.[1] ?? 'object';
        return [`${kind} ${file} ${index}`, object];
      }),
    ),
  );
}

/** Terraform blocks of synthesized stacks: resources by type, other blocks by section. */
export function resourcesBelow(folder: string): Parts {
  return new Map(
    [...filesBelow(folder)]
      .filter(([file]) => file.endsWith('cdk.tf.json'))
      .flatMap(([file, text]) => {
        const stack = JSON.parse(text) as Record<string, Record<string, unknown>>;
        return Object.entries(stack).flatMap(([section, types]) =>
          Object.entries(types).map(([type, content]): [string, string] => [
            `${section === 'resource' ? type : section} ${file} ${type}`,
            JSON.stringify(content),
          ]),
        );
      }),
  );
}

/** What an audit said, without the places where it said it. */
export function verdictsOf({ rules, findings }: AuditResult): Parts {
  return new Map([
    ...rules.map(({ id, counts }): [string, string] => [`audit:${id} counts`, JSON.stringify(counts)]),
    ...findings.map(({ rule, outcome, resource, message }): [string, string] => [
      `audit:${rule} ${resource.id} ${message}`,
      outcome,
    ]),
  ]);
}
