// Values are made up; card numbers are the test numbers of card schemes.
const TOKEN = ['eyJhbGciOiJFUzI1NiJ9', 'eyJzdWIiOiJ1LTEifQ', 'c2lnbmF0dXJl'].join('.');
const KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

/** Lines with something that no store may hold. */
export const SECRET_LINES: readonly { readonly line: string; readonly secret: string }[] = [
  { line: '{"message":"paid","card_number":"4111 1111 1111 1111"}', secret: '1111 1111' },
  { line: '{"message":"paid","a":{"b":[{"pan":4111111111111111}]}}', secret: '411111' },
  { line: '{"ids":[5500005555555559,7],"message":"x"}', secret: '55000055' },
  { line: 'charged 378282246310005 for order 7', secret: '378282246310005' },
  { line: 'charged 6011-1111-1111-1117.', secret: '1111-1117' },
  { line: '{"headers":{"Authorization":"Bearer abcdefghijkl"},"message":"x"}', secret: 'abcdefghijkl' },
  { line: '{"headers":{"set-cookie":["sid=hunter2","a=b"]},"message":"x"}', secret: 'hunter2' },
  { line: '{"message":"body {\\"password\\":\\"hunter2\\",\\"user\\":1}"}', secret: 'hunter2' },
  { line: 'GET /v1/x?access_token=hunter2&page=2', secret: 'hunter2' },
  { line: 'cannot reach postgres://ledger:hunter2@db:5432/ledger', secret: 'hunter2' },
  { line: `got ${TOKEN} from a client`, secret: 'eyJzdWIi' },
  { line: `key ${KEY} was used`, secret: KEY },
  { line: '{"password":"a\\"hunter2","message":"x"}', secret: 'hunter2' },
  { line: '{"credentials":{"user":"u","key":"hunter2"},"message":"x"}', secret: 'hunter2' },
  { line: '{"otp":"123456","message":"sent"}', secret: '123456' },
  { line: '{"apiKey":"k-1","clientSecret":"s-1"}', secret: 's-1' },
  { line: '-----BEGIN EC PRIVATE KEY----- MHcCAQEE -----END EC PRIVATE KEY----- left', secret: 'MHcCAQEE' },
];

/** Lines that lose nothing: times, trace ids, amounts, digests and counts look like numbers of cards, and are none. */
export const CLEAN_LINES: readonly string[] = [
  '{"severity":"info","timestamp":"2026-11-24T04:00:00.000Z","service":"ledger","batch":7,"message":"committed"}',
  '{"at":1795478400000,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7"}',
  '{"nanos":1795478400000000000,"amount":250000,"tokens":3,"keyCount":2}',
  'sha256:5d2d9a2a27f1fa8aa7f6e7a9e29b6d7f0c3b1de1f9d4ec1c6a4f1e0b8c7d6e5f pulled',
  '[2026-11-24T04:00:00.000Z] "GET /v1/accounts/7 HTTP/2" 200 - via_upstream - "-" 0 523 12 11 "-" "curl/8" "ledger:8080"',
  'at 10:30 http://host/path ended in 12 ms',
];
