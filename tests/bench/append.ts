import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { append, type NewEvent } from '../../packages/core/src/log/append.ts';
import { type Database, openDatabase } from '../../packages/core/src/log/database.ts';
import { migrate } from '../../packages/core/src/log/migrate.ts';
import { best, print, quantile } from './figures.ts';
import { onLocalPostgres } from './local.ts';

const ROUNDS = 5;
const EVENTS = 6_000;
const MINHASH = Array.from({ length: 32 }, (_, i) => 4_000_000_000 - i * 7_919);

/** Appends against the same rows by a plain multi-row INSERT into a table with the same columns and indexes. */
export async function benchAppend(): Promise<void> {
  await onLocalPostgres(async url => {
    await migrate(url);
    const db = openDatabase(url, { max: 2 });
    await db.execute(sql`create table plain (like events including all)`);
    for (const size of [1, 10, 100, 500]) {
      const events = size === 1 ? EVENTS / 6 : EVENTS;
      const rates = { append: [] as number[], plain: [] as number[] };
      for (let round = 0; round < ROUNDS; round += 1) {
        rates.plain.push(await rate(events, size, batch => insertPlainly(db, batch)));
        rates.append.push(await rate(events, size, batch => append(db, batch)));
      }
      print(`append, batches of ${size}`, {
        'events a second (best, median)': `${best(rates.append).toFixed(0)}, ${quantile(rates.append, 0.5).toFixed(0)}`,
        'plain INSERT': `${best(rates.plain).toFixed(0)}, ${quantile(rates.plain, 0.5).toFixed(0)}`,
        ratio: (quantile(rates.append, 0.5) / quantile(rates.plain, 0.5)).toFixed(2),
      });
    }
    await db.$client.end();
  });
}

let position = 0;

/** About 450 bytes of JSON, in the shape of the commonest event. */
function received(): NewEvent {
  const reportId = randomUUID();
  return {
    type: 'ReportReceived',
    eventId: randomUUID(),
    streamId: `report-${reportId}`,
    data: {
      reportId,
      sourceId: reportId,
      publishedDay: '2024-01-25',
      publishedAt: '2024-01-25T10:00:00.000Z',
      outlet: 'Gazette',
      outletFamily: 'Press',
      language: 'en',
      demo: false,
      minhash: MINHASH.slice(0, 12),
      rawHash: 'a'.repeat(64),
    },
  };
}

async function rate(events: number, size: number, run: (batch: NewEvent[]) => Promise<unknown>): Promise<number> {
  const batches = Array.from({ length: events / size }, () => Array.from({ length: size }, received));
  const start = performance.now();
  for (const batch of batches) await run(batch);
  return (1_000 * events) / (performance.now() - start);
}

const statements = new Map<number, string>();

/** The statement for a number of rows: made once, so that only the database is measured. */
function plainInsert(rows: number): string {
  const known = statements.get(rows);
  if (known !== undefined) return known;
  const values = Array.from({ length: rows }, (_, row) => {
    const [p, id, stream, type, data] = [1, 2, 3, 4, 5].map(i => `$${row * 5 + i}`);
    return `(${p}, ${id}, ${stream}, 1, ${type}, 1, now(), now(), '\\x00', ${data}, '{}', '\\x00')`;
  });
  const text = `insert into plain (position, event_id, stream_id, stream_version, type, schema_version, occurred_at, recorded_at,
    content_hash, data, meta, seal) values ${values.join(', ')}`;
  statements.set(rows, text);
  return text;
}

async function insertPlainly(db: Database, batch: readonly NewEvent[]): Promise<void> {
  const values = batch.flatMap(({ eventId, streamId, type, data }) => {
    position += 1;
    return [position, eventId, streamId, type, JSON.stringify(data)];
  });
  await db.$client.query(plainInsert(batch.length), values);
}
