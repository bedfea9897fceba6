/** Something that a program runs until it stops: a server, a consumer, a projector. */
export interface Role {
  readonly name: string;
  /** Finishes what is in hand and resolves; must not reject because of what it served. */
  readonly stop: () => Promise<void>;
}
