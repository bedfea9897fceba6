import type { z } from 'zod';
import type { platformSchema } from './platform-schema.js';

/** Makes every level of a plain value read-only. */
export type Immutable<T> = T extends readonly (infer E)[]
  ? readonly Immutable<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Immutable<T[K]> }
    : T;

export type Platform = Immutable<z.infer<typeof platformSchema>>;
export type Environment = Platform['environment'];
export type Jurisdiction = Platform['jurisdictions'][number];
export type Organization = NonNullable<Jurisdiction['organization']>;
export type AwsOrganization = NonNullable<Organization['aws']>;
export type GcpOrganization = NonNullable<Organization['gcp']>;
export type Location = Platform['locations'][number];
export type AwsLocation = Extract<Location, { cloud: 'aws' }>;
export type GcpLocation = Extract<Location, { cloud: 'gcp' }>;
export type Subnet = Location['subnets'][number];
export type NodePool = Location['nodePools'][number];
export type Team = Platform['teams'][number];
export type External = Platform['externals'][number];
export type Service = Platform['services'][number];
export type Call = Platform['calls'][number];
export type Topic = Platform['topics'][number];
export type PlannedStack = Platform['stacks'][number];
export type PlannedApplication = Platform['applications'][number];
export type StateLocation = Location['state'];
