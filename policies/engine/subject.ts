/** Something a rule judges: a Terraform resource, a manifest, a workload or a declared value. */
export interface Subject {
  /** Unique in the environment and free of line numbers, so that a waiver can name it. */
  readonly id: string;
  /** Location or jurisdiction; `global` for what belongs to the whole environment. */
  readonly location: string;
  /** Terraform type, manifest kind or kind of declared value. */
  readonly kind: string;
  readonly name: string;
  /** Path relative to the judged directory. */
  readonly file: string;
  readonly line: number | undefined;
  /** Service the subject belongs to, where it is known. */
  readonly service: string | undefined;
  /** Path into the declared intent that explains the subject, such as `services[ledger].name`. */
  readonly declaredAt: string | undefined;
}
