import { z } from 'zod';
import { MOVEMENT_KINDS } from '../../movements/movement.js';
import { amount, currencyCode } from './amounts.js';
import { component } from './components.js';
import { ledgerId, moment } from './identifiers.js';
import { plainText } from './text.js';

const railName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const instrument = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/)
  .describe("the rail's token of a bank account or card; never a number");
const location = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

/** A movement to start. */
export const newMovement = component(
  'NewMovement',
  'Money to move through a payment rail, to another book or to another home',
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('deposit'),
      to: ledgerId,
      amount,
      currency: currencyCode,
      rail: railName,
      instrument,
    }),
    z.strictObject({
      kind: z.literal('withdrawal'),
      from: ledgerId,
      amount,
      currency: currencyCode,
      rail: railName,
      instrument,
    }),
    z.strictObject({
      ...{ kind: z.literal('transfer'), from: ledgerId, to: ledgerId, amount, currency: currencyCode },
      toHome: location.optional().describe('home of the receiving account, when it is not this one'),
    }),
  ]),
);

const state = z
  .string()
  .describe(
    'completed, failed (nothing has moved in the end), resolved (by a person), parked (a person must decide), or the step in hand',
  );

const problem = z.strictObject({ code: z.string(), detail: z.string() });

const movementFields = {
  movementId: ledgerId,
  kind: z.enum(MOVEMENT_KINDS),
  state,
  amount,
  currency: currencyCode,
  problem: problem.optional(),
  createdAt: moment,
  updatedAt: moment,
};

/** A movement as its caller sees it. */
export const movementView = component('Movement', 'Money on its way', z.strictObject(movementFields));

const operatorFields = {
  ...movementFields,
  parkedFrom: z.string().optional().describe('the step at which it was parked'),
  accounts: z.record(z.string(), z.string()).describe('ids by the part they play'),
  rail: railName.optional(),
  peerHome: location.optional(),
  attempts: z.int(),
  facts: z.record(z.string(), z.string()).describe('transfers and references by step'),
  dueAt: moment.optional(),
  deadlineAt: moment,
  requestedBy: z.string(),
};

/** A movement as people on call see it. */
export const operatedMovement = component(
  'OperatedMovement',
  'A movement with its facts',
  z.strictObject(operatorFields),
);

/** One page of movements. */
export const movementPage = component(
  'MovementPage',
  'Movements, oldest first',
  z.strictObject({
    movements: z.array(operatedMovement),
    next: z.string().optional().describe('cursor of the next page'),
  }),
);

/** A movement and everything that was done to it. */
export const movementHistory = component(
  'MovementHistory',
  'A movement and everything that was done to it',
  z.strictObject({
    movement: operatedMovement,
    actions: z.array(
      z.strictObject({
        ...{ actor: z.string(), action: z.string(), toState: z.string(), actedAt: moment },
        ...{ fromState: z.string().optional(), note: z.string().optional(), problem: problem.optional() },
      }),
    ),
  }),
);

/** Why a person decides. */
export const operatorNote = component('OperatorNote', 'Why this is done', z.strictObject({ note: plainText(1000) }));

export const movementPath = z.strictObject({ movementId: ledgerId });

export const movementListQuery = z.strictObject({
  state: z
    .string()
    .regex(/^[a-z]{1,20}$/)
    .optional(),
  kind: z.enum(MOVEMENT_KINDS).optional(),
  after: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type NewMovement = z.infer<typeof newMovement>;
export type MovementView = z.infer<typeof movementView>;
export type OperatedMovement = z.infer<typeof operatedMovement>;
export type MovementHistoryView = z.infer<typeof movementHistory>;
export type MovementPath = z.infer<typeof movementPath>;
export type MovementListQuery = z.infer<typeof movementListQuery>;
