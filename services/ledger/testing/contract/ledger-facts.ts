/** A consumer: what it reads and who it is. */
export interface SubscriptionFact {
  readonly topic: string;
  readonly group: string;
  readonly deadLetter: string | null;
}

/** An operation of the API: `GET /v1/accounts/{accountId}`. */
export interface OperationFact {
  readonly method: string;
  readonly path: string;
  /** Only services or people on call may ask, so it need not be public. */
  readonly trustedOnly: boolean;
}

/** What the definition says and the program does: the same facts from both sides. */
export interface LedgerFacts {
  readonly ports: { readonly http: number; readonly metrics: number };
  /** Paths that answer for startup, readiness and liveness, in that order. */
  readonly healthPaths: readonly string[];
  readonly produces: readonly string[];
  readonly consumes: readonly SubscriptionFact[];
  readonly flags: readonly string[];
  /** Tables of change data capture. */
  readonly capturedTables: readonly string[];
  readonly requestTimeoutMs: number;
  readonly maxConnections: number;
}

/** What only the definition says; the program must live up to it. */
export interface DeclaredFacts extends LedgerFacts {
  /** Every variable that a pod gets. */
  readonly variables: readonly string[];
  readonly secretVariables: readonly string[];
  /** `table.column`. */
  readonly protectedFields: readonly string[];
  readonly publicRoutes: readonly { readonly path: string; readonly methods: readonly string[] }[];
  /** `GET /v1/accounts/*`. */
  readonly callerPaths: readonly string[];
  /** Names that alerts and objectives query, beside those of the mesh and of Kafka's exporter. */
  readonly metrics: readonly string[];
  readonly terminationGraceMs: number;
}

/** What only the program knows; the definition must provide for it. */
export interface ProgramFacts extends LedgerFacts {
  /** Variables that it reads. */
  readonly variables: readonly string[];
  /** Those without which it does not start in a pod. */
  readonly requiredVariables: readonly string[];
  /** `table.column` of its schema. */
  readonly columns: readonly string[];
  readonly operations: readonly OperationFact[];
  readonly metrics: readonly string[];
  /** How long it took to stop after SIGTERM, and how it ended. */
  readonly stoppedAfterMs: number;
  readonly exitCode: number | string;
}
