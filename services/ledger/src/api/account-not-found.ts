import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';

/** What the id of an account that is not here is answered with. */
export const accountNotFound = (): Problem =>
  new Problem(ledgerProblem('account-not-found'), 'No account of this location has that id.');
