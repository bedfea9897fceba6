/** Thrown when a resource cannot be priced from what is committed; the resource is then listed with this reason. */
export class UnknownPrice extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnknownPrice';
  }
}
