import { bookOf } from '../journal/identifiers.js';

/** No book has this number, so nothing is found in it. */
const NO_BOOK = 0;

/** The book to look in for an account or a transfer; every statement names it, so that it asks one shard. */
export const shardOf = (id: string): number => bookOf(id) ?? NO_BOOK;
