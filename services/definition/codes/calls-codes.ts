/** Error codes about calls. */
export const callsCodes = {
  'call-target': {
    title: 'A call names no target or two',
    why: 'A call goes to one service or to one external system.',
    fix: 'keep either service or external',
  },
  'undeclared-caller': {
    title: 'A service admits a caller that declares no call',
    why: 'Access that nobody uses is an open door.',
    fix: 'add the call to the caller or remove the caller',
  },
  'not-exposed': {
    title: 'A service calls another one that does not admit it',
    why: 'The mesh denies every caller that the callee does not list.',
    fix: 'ask the callee to list the caller under expose.callers',
  },
  'callee-absent': {
    title: 'A callee does not run in an environment of its caller',
    why: 'The call cannot succeed there.',
    fix: 'place the callee there too',
  },
  'caller-operations': {
    title: 'A caller entry permits nothing that the port serves',
    why: 'HTTP callers need paths; gRPC callers need rpcs.',
    fix: 'list paths or rpcs',
  },
  'call-cycle': {
    title: 'Synchronous calls form a cycle',
    why: 'One slow service then exhausts all of them; such a cycle took the monolith down for 47 minutes.',
    fix: 'turn one call of the cycle into an event',
  },
  'retry-budget': {
    title: 'Retries do not fit into the timeout',
    why: 'Tries that start after the caller has given up only add load: (attempts + 1) × perTryTimeout may not exceed timeout.',
    fix: 'lower perTryTimeout',
  },
  'unsafe-retry': {
    title: 'A retry may repeat an operation that is not idempotent',
    why: 'After 5xx, gateway-error, reset or unavailable the first try may have taken effect.',
    fix: 'retry on connect-failure and refused-stream',
  },
  'external-transfer': {
    title: 'Data leaves its jurisdiction without a legal basis',
    why: 'A register entry with transferBasis none may only receive data of the jurisdictions it processes in.',
    fix: 'agree on a transfer basis or call another system',
  },
  'external-class': {
    title: 'A strangled system is not cleared for the data of the service',
    why: 'It serves the same requests, so it sees the same data.',
    fix: 'raise dataClass after a review or stop strangling',
  },
} as const;
