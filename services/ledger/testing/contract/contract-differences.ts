import type { DeclaredFacts, OperationFact, ProgramFacts, SubscriptionFact } from './ledger-facts.js';

/** Everything in which a definition and a program differ; empty when they agree. */
export function contractDifferences(declared: DeclaredFacts, program: ProgramFacts): string[] {
  return [
    ...differ('port http', declared.ports.http, program.ports.http),
    ...differ('port metrics', declared.ports.metrics, program.ports.metrics),
    ...differ('health paths', declared.healthPaths.join(), program.healthPaths.join()),
    ...differ('request timeout', declared.requestTimeoutMs, program.requestTimeoutMs),
    ...differ('connections', declared.maxConnections, program.maxConnections),
    ...sets('topic produced', declared.produces, program.produces),
    ...sets('consumer', declared.consumes.map(named), program.consumes.map(named)),
    ...sets('flag', declared.flags, program.flags),
    ...sets('captured table', declared.capturedTables, program.capturedTables),
    ...missing('the program does not read the secret', declared.secretVariables, program.variables),
    ...missing('pods do not get the variable', program.requiredVariables, declared.variables),
    ...missing('no column for the protected field', declared.protectedFields, program.columns),
    ...missing('nobody measures', declared.metrics, program.metrics),
    ...declared.callerPaths
      .filter((path) => !program.operations.some(admits(path)))
      .map((path) => `no route for the caller's ${path}`),
    ...publicDifferences(declared.publicRoutes, program.operations),
    ...(program.exitCode === 0 ? [] : [`SIGTERM ended it with ${program.exitCode}`]),
    ...(program.stoppedAfterMs < declared.terminationGraceMs ? [] : ['it takes longer to stop than its grace']),
  ];
}

const differ = (what: string, declared: string | number, program: string | number): string[] =>
  declared === program ? [] : [`${what}: declared ${declared}, program ${program}`];

const missing = (what: string, wanted: readonly string[], there: readonly string[]): string[] =>
  wanted.filter((each) => !there.includes(each)).map((each) => `${what} ${each}`);

const sets = (what: string, declared: readonly string[], program: readonly string[]): string[] => [
  ...missing(`${what}: only declared:`, declared, program),
  ...missing(`${what}: only in the program:`, program, declared),
];

const named = ({ group, topic, deadLetter }: SubscriptionFact): string =>
  `${group} < ${topic} > ${deadLetter ?? 'none'}`;

/** `GET /v1/accounts/*`: exactly one segment for each star, as the mesh reads it. */
function admits(callerPath: string): (operation: OperationFact) => boolean {
  const [method = '', path = ''] = callerPath.split(' ');
  const wanted = path.replaceAll(/\{[^}]+\}|\*/g, '*');
  return (operation) => operation.method === method && operation.path.replaceAll(/\{[^}]+\}/g, '*') === wanted;
}

/** Public paths cover every operation of customers, and each of their methods leads somewhere. */
function publicDifferences(routes: DeclaredFacts['publicRoutes'], operations: readonly OperationFact[]): string[] {
  const below = (path: string) => (operation: OperationFact) =>
    operation.path === path || operation.path.startsWith(`${path}/`);
  const idle = routes.flatMap(({ path, methods }) =>
    methods
      .filter((method) => !operations.some((operation) => operation.method === method && below(path)(operation)))
      .map((method) => `public ${method} ${path} leads nowhere`),
  );
  const hidden = operations
    .filter(({ trustedOnly }) => !trustedOnly)
    .filter(
      (operation) => !routes.some(({ path, methods }) => methods.includes(operation.method) && below(path)(operation)),
    )
    .map(({ method, path }) => `${method} ${path} is for customers and not public`);
  return [...idle, ...hidden];
}
