import type { ArtifactGraph, TerraformStack } from '../../../engine/graph.js';
import { asList, isObject, type Json, objectAt, textAt } from '../../../engine/json.js';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Attributes by which a resource says where it keeps data. */
const PLACES = ['region', 'location', 'message_storage_policy.0.allowed_persistence_regions'];

/** Holds providers, states, keys and everything else that names a region against the jurisdiction of its stack. */
export const allowedRegions = defineRule<TerraformStack>({
  id: 'RES-001',
  area: 'residency',
  severity: 'critical',
  title: 'everything of a location stays in the regions of its jurisdiction',
  risk: 'personal data, its keys, logs or states leave the jurisdiction that people were promised',
  fix: 'use the region and the state bucket of the declared location',
  population: 'Terraform stacks',
  covers: ['google_kms_key_ring', 'google_pubsub_topic', 'google_compute_address', 'google_compute_router'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.stacks,
  check: (stack, graph) => {
    const jurisdiction = graph.intent.jurisdictionOf(stack.location);
    if (jurisdiction === undefined) return unknown(`${stack.location} is no declared location or jurisdiction`);
    const allowed = allowedFor(stack.location, graph);
    const shared = allowedFor(jurisdiction.name, graph);
    const placed = [...providerRegions(stack), ...stateRegions(stack), ...resourceRegions(stack)];
    if (placed.length === 0) return notApplicable('nothing in the stack has a region');
    const verdicts = placed.filter(({ region, isShared }) => !(isShared ? shared : allowed).includes(regionOf(region)));
    const buckets = judgeBucket(stack, graph);
    return [
      ...verdicts.map(({ what, region }) =>
        fail(`${what} is in ${region}; ${jurisdiction.name} allows ${allowed.join(', ')} here`, { evidence: region }),
      ),
      ...(buckets.outcome === 'pass' && verdicts.length > 0 ? [] : [buckets]),
    ];
  },
});

interface Placed {
  readonly what: string;
  readonly region: string;
  /** Whether it belongs to the whole jurisdiction, as the directory of its people does. */
  readonly isShared: boolean;
}

/** The region of a location, those of joined ones, or all regions of a jurisdiction. */
function allowedFor(scope: string, graph: ArtifactGraph): readonly string[] {
  const own = graph.intent.location(scope);
  if (own !== undefined) return [own.region];
  const joined = graph.intent.joinedBy(scope);
  if (joined.length > 0) return joined.map(({ region }) => region);
  const { platform } = graph.intent;
  return platform.locations.filter(({ jurisdiction }) => jurisdiction === scope).map(({ region }) => region);
}

const providerRegions = (stack: TerraformStack): readonly Placed[] =>
  Object.entries(isObject(stack.providers) ? stack.providers : {}).flatMap(([name, configured]) =>
    asList(configured).flatMap((provider) =>
      // An alias acts in another account, which belongs to the jurisdiction and not to one location.
      placed(`provider ${name}`, textAt(provider, 'region'), textAt(provider, 'alias') !== undefined),
    ),
  );

const stateRegions = (stack: TerraformStack): readonly Placed[] =>
  placed('the state', textAt(stack.settings, 'backend.s3.region'));

const resourceRegions = (stack: TerraformStack): readonly Placed[] =>
  stack.resources
    // Places of the edge have names of their own; LOG-007 and RES-002 know them.
    .filter(({ mode, kind }) => mode === 'managed' && !kind.startsWith('cloudflare_'))
    .flatMap((resource) =>
      PLACES.flatMap((path) =>
        resource.values(path).flatMap((value) => {
          const region = value.state === 'known' && typeof value.value === 'string' ? value.value : undefined;
          return region === 'global' ? [] : placed(resource.address, region);
        }),
      ),
    );

/** The region of a bucket is a promise of whoever made it: the stack must use the one its location declares. */
function judgeBucket(stack: TerraformStack, graph: ArtifactGraph): Verdict {
  const { intent } = graph;
  const [first] = intent.joinedBy(stack.location);
  const declared = (intent.location(stack.location) ?? first ?? intent.jurisdiction(stack.location))?.state;
  const backend = objectAt(stack.settings, 'backend') ?? {};
  const used: Json | undefined = Object.values(backend)[0];
  const bucket = textAt(used, 'bucket');
  return bucket === declared?.bucket
    ? pass()
    : fail(`state lies in bucket ${String(bucket)}; declared is ${String(declared?.bucket)}`, {
        evidence: bucket ?? null,
      });
}

/** `us-central1-a` is in us-central1. */
const regionOf = (place: string): string => place.replace(/^([a-z]+-[a-z]+\d)-[a-z]$/, '$1');

const placed = (what: string, region: string | undefined, isShared = false): readonly Placed[] =>
  region === undefined ? [] : [{ what, region, isShared }];
