import { z } from 'zod';

/** Most items of one page. */
export const LARGEST_PAGE = 500;

/** Where a page starts and how long it is. */
export const pageQuery = z.strictObject({
  after: z.string().max(512).optional().describe('cursor: "next" of the page before'),
  limit: z.int().min(1).max(LARGEST_PAGE).default(50).describe('items of the page'),
});

export type PageQuery = z.infer<typeof pageQuery>;
