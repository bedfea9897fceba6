import { expectNoDeadFields } from './testing/expect-no-dead-fields.js';

expectNoDeadFields('service');
