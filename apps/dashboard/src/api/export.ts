import type { Context } from 'hono';
import { type Cell, csvRow } from './csv.ts';

/** How a list is written as a table: the heads of its columns, and the cells of one item. */
export type Table<T> = { columns: readonly string[]; row(item: T): Cell[] };

/** Answers with a short CSV file at once. */
export function answerCsv<T>(c: Context, name: string, table: Table<T>, items: readonly T[]): Response {
  return c.body(
    [csvRow(table.columns), ...items.map(item => csvRow(table.row(item)))].join(''),
    200,
    headers('csv', name),
  );
}

/**
 * Answers with a file of any length, written page by page as it is read, so that it never stands in memory whole. A page
 * that cannot be read breaks the file off: the reader's program sees that it is not complete.
 */
export function answerFile<T>(
  c: Context,
  format: 'csv' | 'ndjson',
  name: string,
  table: Table<T>,
  pages: AsyncIterable<readonly T[]>,
): Response {
  const encoder = new TextEncoder();
  const write = (item: T) => (format === 'csv' ? csvRow(table.row(item)) : `${JSON.stringify(item)}\n`);
  const chunks = (async function* () {
    if (format === 'csv') yield encoder.encode(csvRow(table.columns));
    for await (const page of pages) if (page.length > 0) yield encoder.encode(page.map(write).join(''));
  })();
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async controller => {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await chunks.return();
      },
    },
    { highWaterMark: 1 },
  );
  return c.body(stream, 200, headers(format, name));
}

function headers(format: 'csv' | 'ndjson', name: string): Record<string, string> {
  return {
    'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.${format}"`,
  };
}
