import { plural } from '../../cli/plural.js';
import type {
  Comparison,
  ManifestChange,
  PostureChange,
  ResourceAction,
  ResourceChange,
  StackChange,
} from '../comparison.js';
import { say, type Sentence, values, words } from '../sentence.js';

/** A resource that would be lost, with its stack. */
export interface LostResource extends ResourceChange {
  readonly stack: string;
}

/** Resources that would be destroyed or replaced, gravest first: what holds data before what does not, certain before possible. */
export function lostResources({ stacks }: Comparison): LostResource[] {
  return stacks
    .flatMap(({ stack, resources }) => resources.map((resource) => ({ ...resource, stack })))
    .filter(({ action }) => LOSSES.includes(action))
    .sort((a, b) => Number(b.stateful) - Number(a.stateful) || LOSSES.indexOf(a.action) - LOSSES.indexOf(b.action));
}

const LOSSES: readonly ResourceAction[] = ['destroy', 'replace', 'perhaps-replace'];

/** `2 resources would be destroyed, 51 replaced; 4 of them hold data or keys`; empty when none would. */
export function lossHeadline(lost: readonly LostResource[]): string {
  if (lost.length === 0) return '';
  const counted = (action: ResourceAction, verb: string): string[] => {
    const { length } = lost.filter((resource) => resource.action === action);
    return length === 0 ? [] : [`${plural(length, 'resource')} would ${verb}`];
  };
  const parts = [
    ...counted('destroy', 'be destroyed'),
    ...counted('replace', 'be replaced'),
    ...counted('perhaps-replace', 'change and perhaps be replaced'),
  ];
  const stateful = lost.filter((resource) => resource.stateful).length;
  const held =
    stateful === 0
      ? ''
      : stateful === 1
        ? '; 1 of them holds data, keys or evidence'
        : `; ${stateful} of them hold data, keys or evidence`;
  return `${parts.join(', ')}${held}`;
}

/** `aws_subnet.private-use1-az1 would be replaced: cidr_block cannot change in place`. */
export function lostSentence({ action, address, forcedBy, refused }: LostResource): Sentence {
  const guard: Sentence = refused ? ['; Terraform refuses, it is protected by ', ...say`${'prevent_destroy'}`] : [];
  if (action === 'destroy') return say`${address} would be destroyed`;
  if (action === 'perhaps-replace') return say`${address} would change, and whether in place is not known for its type`;
  return say`${address} would be replaced, ${values(forcedBy.slice(0, MOST_FIELDS))} cannot change in place${guard}`;
}

/** Marks of what happens to a resource or an object, as Terraform writes them. */
export const ACTION_SIGNS: Readonly<Record<ResourceAction | ManifestChange['action'], string>> = {
  destroy: '-',
  replace: '-/+',
  'perhaps-replace': '~?',
  update: '~',
  create: '+',
  added: '+',
  removed: '-',
  changed: '~',
};

/** `+ 3, ~ 1`: how many resources of a stack each thing happens to. */
export function stackCounts({ resources }: StackChange): string {
  const actions: readonly ResourceAction[] = ['destroy', 'replace', 'perhaps-replace', 'update', 'create'];
  return actions
    .map((action) => [action, resources.filter((resource) => resource.action === action).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${ACTION_SIGNS[action]}${count}`)
    .join(' ');
}

/** What holds for a stack as a whole. */
export function stackNotes({ change, moves, settings }: StackChange): Sentence[] {
  return [
    ...(change === 'added' ? [words('the stack is new')] : []),
    ...(change === 'removed'
      ? [words('the stack is no longer made: destroy its resources before its state is forgotten')]
      : []),
    ...moves.map((move) => say`${move} changes: Terraform starts anew and leaves every resource behind`),
    ...(settings.length === 0 ? [] : [say`provider settings change for every resource: ${values(settings)}`]),
  ];
}

const MOST_FIELDS = 6;

/** One resource with the attributes that change. */
export function resourceSentence({ address, attributes }: ResourceChange): Sentence {
  return say`${address}${fieldsOf(attributes)}`;
}

/** One object with the fields that change and the places it changes in. */
export function manifestSentence({ kind, name, fields, places }: ManifestChange): Sentence {
  return say`${`${kind} ${name}`}${fieldsOf(fields)} in ${values(places)}`;
}

function fieldsOf(fields: readonly string[]): Sentence {
  if (fields.length === 0) return [];
  const rest = fields.length - MOST_FIELDS;
  return [' (', ...values(fields.slice(0, MOST_FIELDS)), rest > 0 ? `, ${rest} more)` : ')'];
}

const MOVEMENTS: Readonly<Record<PostureChange['change'], string>> = {
  'newly-fails': 'newly fails',
  'newly-unknown': 'can no longer be judged',
  'newly-waived': 'is now waived',
  'no-longer-fails': 'no longer fails',
};

const MOST_RESOURCES = 4;

/** `MESH-001 newly fails for 3 resources in production: every workload accepts only mutual TLS (…)`. */
export function postureSentence({ rule, title, change, environment, resources, severity }: PostureChange): Sentence {
  const shown = values(resources.slice(0, MOST_RESOURCES));
  const rest = resources.length > MOST_RESOURCES ? [', …'] : [];
  return say`${rule} (${[severity]}) ${[MOVEMENTS[change]]} for ${[plural(resources.length, 'resource')]} in ${environment}: ${[title]} (${shown}${rest})`;
}

/** Worse first: true when the movement makes the design worse. */
export const isRegression = ({ change }: PostureChange): boolean =>
  change === 'newly-fails' || change === 'newly-unknown';
