import type { FastifyInstance } from 'fastify';
import { readIdempotencyKey } from '../../../kit/src/http/idempotency-key.js';
import type { Book } from '../books/books.js';
import type { ApiParts } from './api-parts.js';
import { presentAmount } from './present-amount.js';
import { COMMAND_HEADERS } from './route-headers.js';
import { routeSchema } from './route-schema.js';
import { book, bookList, type BookView, newBook, type NewBook } from './schemas/book-schemas.js';

/** Listing books, and opening new ones here. */
export function addBookRoutes(server: FastifyInstance, { books }: ApiParts): void {
  const listSchema = routeSchema({
    operationId: 'listBooks',
    summary: 'List the books of this location',
    tag: 'books',
    answer: { status: 200, schema: bookList, says: 'Every book, by id' },
    problems: [],
  });
  server.get('/v1/books', { schema: listSchema, config: { scopes: ['ledger:accounts:read'] } }, async () => ({
    books: (await books.list()).map(presentBook),
  }));

  const openSchema = routeSchema({
    operationId: 'openBook',
    summary: 'Open a book in this location',
    tag: 'books',
    body: newBook,
    headers: COMMAND_HEADERS,
    answer: { status: 201, schema: book, says: 'The book is open' },
    problems: ['book-exists'],
  });
  const config = { scopes: ['ledger:operate'] };
  server.post<{ Body: NewBook }>('/v1/books', { schema: openSchema, config }, async (request, reply) => {
    // The id of the book already makes a repetition harmless; the key is asked for so that no POST is an exception.
    readIdempotencyKey(request.headers);
    const opened = await books.open(request.body.bookId, request.body.name);
    void reply.code(201);
    return presentBook(opened);
  });
}

const presentBook = ({ bookId, name, home, homeEpoch, sequence }: Book): BookView => ({
  bookId,
  name,
  home,
  homeEpoch: presentAmount(homeEpoch),
  sequence: presentAmount(sequence),
});
