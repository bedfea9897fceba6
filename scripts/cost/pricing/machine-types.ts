import { UnknownPrice } from '../unknown-price.js';

/** How many times the xlarge of its family a size is: prices of a family are proportional to it. */
const XLARGES: Readonly<Record<string, number>> = {
  medium: 0.25,
  large: 0.5,
  xlarge: 1,
};

/** `m7i.4xlarge`, `cache.r7g.large` or `kafka.m7g.xlarge` → its family and size in xlarges. */
export function amazonMachine(type: string): { readonly family: string; readonly xlarges: number } {
  const [, family, size] = /^((?:(?:cache|kafka)\.)?[a-z0-9-]+)\.(\w+)$/.exec(type) ?? [];
  const [, times] = /^(\d+)xlarge$/.exec(size ?? '') ?? [];
  const xlarges = times === undefined ? XLARGES[size ?? ''] : Number(times);
  if (family === undefined || xlarges === undefined) throw new UnknownPrice(`unknown machine type ${type}`);
  return { family, xlarges };
}

/** GiB of memory for each vCPU, by the shape in the name of a Google machine type. */
const GIB_PER_VCPU: Readonly<Record<string, number>> = { standard: 4, highmem: 8, highcpu: 1 };

/** `n2-standard-16` → what its price is made of: vCPUs and memory of its family. */
export function googleMachine(type: string): { readonly family: string; readonly vcpus: number; readonly gib: number } {
  const [, family, shape, count] = /^([a-z0-9]+)-([a-z]+)-(\d+)$/.exec(type) ?? [];
  const ratio = GIB_PER_VCPU[shape ?? ''];
  if (family === undefined || ratio === undefined) throw new UnknownPrice(`unknown machine type ${type}`);
  const vcpus = Number(count);
  return { family, vcpus, gib: vcpus * ratio };
}
