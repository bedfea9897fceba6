import type { UsageFile } from './data-schema.js';
import type { Range } from './range.js';

/** Answers how much is used of what is paid by use. */
export class Usage {
  constructor(private readonly file: UsageFile) {}

  /** The assumption of that name, in its own unit. */
  of(name: string): Range {
    const found = this.file.assumptions[name];
    if (found === undefined) throw new RangeError(`scripts/cost/usage.yaml has no assumption "${name}"`);
    return { low: found.low, expected: found.expected, high: found.high };
  }

  /** How much a bucket holds, told by what its name says it is for. */
  bucketGigabytes(bucket: string): Range {
    const kind = this.file.buckets.find(({ match }) => new RegExp(match).test(bucket));
    if (kind === undefined) throw new RangeError(`no kind of bucket matches "${bucket}"`);
    return kind.gigabytes;
  }
}
