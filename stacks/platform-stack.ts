import { TerraformStack, type TerraformBackend } from 'cdktf';
import type { Construct } from 'constructs';
import type { PlannedStack, Platform, StateLocation } from '../services/definition/platform.js';
import { ownershipTags, type OwnershipTags } from './ownership-tags.js';
import { defineStateBackend } from './state-backend.js';

export interface PlatformStackProps {
  readonly platform: Platform;
  /** Where the state lies: the location's own, or the jurisdiction's for the edge. */
  readonly state: StateLocation;
  /** Names of the locations whose services the stack carries. */
  readonly locations: readonly string[];
}

/**
 * One Terraform state: its backend and the tags every resource must carry.
 * The id is the name of a planned stack; provider versions are pinned exactly by the bindings.
 */
export abstract class PlatformStack extends TerraformStack {
  readonly planned: PlannedStack;
  /** For AWS `default_tags` and Google `default_labels`. */
  readonly tags: OwnershipTags;
  readonly backend: TerraformBackend;

  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id);
    this.planned = plannedStack(props.platform, id);
    this.tags = ownershipTags(props.platform, this.planned, props.locations);
    this.backend = defineStateBackend(this, props.state, this.planned.stateKey);
  }
}

/** The platform's plan for the stack of this name. */
export function plannedStack(platform: Platform, name: string): PlannedStack {
  const planned = platform.stacks.find((stack) => stack.name === name);
  if (planned === undefined) throw new RangeError(`${platform.environment.name} plans no stack named ${name}`);
  return planned;
}

/** Whether the platform plans a stack of this name; not every location has every layer. */
export const isPlanned = ({ stacks }: Platform, name: string): boolean => stacks.some((stack) => stack.name === name);
