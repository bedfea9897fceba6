import { at, type Json, type JsonObject } from '../../engine/json.js';
import type { Verdict } from '../../engine/outcome.js';
import { fail, pass } from '../../engine/outcome.js';
import type { Container, Workload } from '../../engine/workload.js';

/** What is wrong with one container, with the value that is wrong; nothing when it is fine. */
export type ContainerFault = { readonly says: string; readonly value: Json | undefined } | undefined;

/** Judges main, init and ephemeral containers alike; each fault is a finding of its own. */
export function judgeContainers(
  workload: Workload,
  faultsOf: (container: Container) => readonly ContainerFault[],
): readonly Verdict[] {
  if (workload.containers.length === 0) return [fail('the pod template lists no container', { evidence: null })];
  const faults = workload.containers.flatMap((container) =>
    faultsOf(container)
      .filter((fault) => fault !== undefined)
      .map(({ says, value }) =>
        fail(`${nameOf(container)} ${says}`, { evidence: [container.role, container.name, value ?? null] }),
      ),
  );
  return faults.length === 0 ? [pass()] : faults;
}

/** A security setting as it takes effect: the container's own value, else the pod's. */
export function effectiveSecurity(podSpec: JsonObject, container: Container, path: string): Json | undefined {
  return at(container.object, `securityContext.${path}`) ?? at(podSpec, `securityContext.${path}`);
}

const nameOf = ({ role, name }: Container): string =>
  role === 'main' ? `container ${name}` : `${role} container ${name}`;
