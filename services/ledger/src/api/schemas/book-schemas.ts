import { z } from 'zod';
import { component } from './components.js';
import { bookId } from './identifiers.js';

const bookName = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
const location = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

/** A book to open. */
export const newBook = component(
  'NewBook',
  'A book to open in this location',
  z.strictObject({ bookId, name: bookName }),
);

/** A book as operators and callers see it. */
export const book = component(
  'Book',
  'A set of accounts that are written together, in one location at a time',
  z.strictObject({
    bookId,
    name: bookName,
    home: location.describe('location that writes the book'),
    homeEpoch: z.int().min(1).describe('raised whenever another location takes over'),
    sequence: z.int().min(0).describe('number of records in its journal'),
  }),
);

/** Every book of this location. */
export const bookList = component(
  'BookList',
  'Books that this location knows',
  z.strictObject({ books: z.array(book) }),
);

export type NewBook = z.infer<typeof newBook>;
export type BookView = z.infer<typeof book>;
