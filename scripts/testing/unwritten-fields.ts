import { withValue } from '../perturbation/plain-data.js';
import type { Segment } from '../../services/definition/provenance.js';

/** A field that no definition of this repository writes, with a place where it may be written and a value. */
export interface UnwrittenField {
  readonly file: string;
  readonly path: readonly Segment[];
  readonly value: unknown;
  /** What else must be written for the value to make sense. */
  readonly beside?: readonly (readonly [path: readonly Segment[], value: unknown])[];
}

const LEDGER = 'services/ledger/service.yaml';

/** Optional fields nobody uses yet: they too must move an artefact or be refused. */
export const unwrittenFields: readonly UnwrittenField[] = [
  { file: LEDGER, path: ['metadata', 'lifecycle'], value: 'deprecated' },
  { file: LEDGER, path: ['placement', 'local', 'overrides', 'scaling', 'metrics'], value: [{ cpu: 40 }] },
  { file: LEDGER, path: ['placement', 'local', 'overrides', 'scaling', 'metrics'], value: [{ memory: 40 }] },
  { file: LEDGER, path: ['placement', 'local', 'overrides', 'scaling', 'pdb'], value: { maxUnavailable: 2 } },
  { file: LEDGER, path: ['placement', 'local', 'overrides', 'resources'], value: { memory: '2Gi' } },
  { file: LEDGER, path: ['scaling', 'metrics'], value: [{ memory: 70 }] },
  { file: LEDGER, path: ['expose', 'callers', 0, 'rpcs'], value: ['finflow.ledger.v1.Ledger/GetAccount'] },
  {
    file: LEDGER,
    path: ['expose', 'callers', 0, 'idempotencyKey'],
    value: true,
    beside: [
      [['expose', 'callers', 0, 'paths'], ['POST /v1/transfers']],
      [['resilience', 'retries', 'on'], ['5xx']],
    ],
  },
  { file: LEDGER, path: ['data', 'postgres', 'cdc', 'via'], value: 'pooler' },
  { file: LEDGER, path: ['kafka', 'consumes', 0, 'schema'], value: 'avro' },
  { file: LEDGER, path: ['slo', 'objectives', 0, 'ownBudget'], value: 0.5 },
  {
    file: LEDGER,
    path: ['exceptions'],
    value: [{ policy: 'NET-002', reason: 'the mesh upgrade of next week needs it', ticket: 'SEC-12' }],
  },
  {
    file: 'environments/local.yaml',
    path: ['jurisdictions', 0, 'state'],
    value: { backend: 'local', directory: '.state/us' },
  },
];

/** The data of a definition with the field written, and what stands beside it. */
export function written(data: unknown, field: UnwrittenField): unknown {
  return withValue(besides(data, field), field.path, field.value);
}

/** The data of a definition with what stands beside the field only. */
export function besides(data: unknown, { beside = [] }: UnwrittenField): unknown {
  return beside.reduce<unknown>((changed, [at, sample]) => withValue(changed, at, sample), data);
}
