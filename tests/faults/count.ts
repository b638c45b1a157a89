import { sql } from 'drizzle-orm';
import { type Database, openDatabase } from '../../packages/core/src/log/database.ts';
import { onViews } from '../../packages/core/src/views/snapshot.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import type { Ledger } from './ledger.ts';
import type { Sample } from './sender.ts';

export type Numbers = {
  lost: number;
  unexpected: number;
  duplicated: number;
  failedButCounted: number;
  mismatch: number;
};
export type Count = Numbers & {
  counted: number;
  parked: number;
  /** Seconds from being received to being read. */
  delay: { median: number; p99: number; max: number };
  notes: string[];
};

type Row = { id: string; status: string; text: string; received: number; outcomes: number; rows: number };

/** Compares what was sent and answered with what the log and the views hold. */
export async function count(url: string, ledger: Ledger, samples: ReadonlyMap<string, Sample>): Promise<Count> {
  const db = openDatabase(url, { max: 2 });
  try {
    const { attempted, ok, fail } = ledger.read();
    const rows = await readRows(db);
    const settled = new Set(
      rows.filter(row => row.status === (samples.get(row.id)?.poison ? 'failed' : 'coded')).map(row => row.id),
    );
    const there = new Set(rows.map(row => row.id));
    const notes: string[] = [];
    const lost = [...ok].filter(id => !settled.has(id));
    if (lost.length > 0) notes.push(`lost: ${lost.slice(0, 10).join(' ')}`);
    const twice = rows.filter(row => row.received !== 1 || row.outcomes > 1 || row.rows > 4);
    if (twice.length > 0)
      notes.push(
        `twice: ${twice
          .slice(0, 5)
          .map(row => JSON.stringify(row))
          .join(' ')}`,
      );
    const garbled = rows.filter(row => row.text !== samples.get(row.id)?.stored);
    if (garbled.length > 0)
      notes.push(
        `not the text that was sent: ${garbled
          .slice(0, 10)
          .map(row => row.id)
          .join(' ')}`,
      );
    const sums = await differingSums(db, rows, samples);
    const { log, tables } = await verify(db);
    for (const { check, position, detail } of log.findings) notes.push(`${check} at ${position}: ${detail}`);
    for (const table of tables) if (!table.equal) notes.push(`${table.table} is not what the log says`);
    return {
      lost: lost.length,
      unexpected: [...there].filter(id => !attempted.has(id)).length,
      duplicated: twice.length + rows.length - there.size,
      failedButCounted: [...there].filter(id => fail.has(id)).length,
      mismatch: sums + garbled.length + log.findings.length + tables.filter(table => !table.equal).length,
      counted: rows.filter(row => row.status === 'coded').length,
      parked: rows.filter(row => row.status === 'failed').length,
      delay: await readDelay(db),
      notes,
    };
  } finally {
    await db.$client.end();
  }
}

async function readRows(db: Database): Promise<Row[]> {
  return onViews(db, undefined, async tx => {
    const { rows } = await tx.execute<Row>(
      sql`select r.external_id as id, r.status, r.text, e.received, e.outcomes, coalesce(c.rows, 0) as rows
          from reports r
          join (select stream_id, count(*) filter (where type = 'ReportReceived')::int as received,
                  count(*) filter (where type in ('ReportCoded', 'ReportNotCoded', 'ReportFailed'))::int as outcomes from events group by 1) e
            on e.stream_id = 'report-' || r.report_id
          left join (select report_id, count(*)::int as rows from contributions group by 1) c on c.report_id = r.report_id`,
    );
    return rows;
  });
}

/** Days and subjects whose sums in the views differ from a recount of the reports that were coded. */
async function differingSums(
  db: Database,
  rows: readonly Row[],
  samples: ReadonlyMap<string, Sample>,
): Promise<number> {
  const expected = new Map<string, number>();
  for (const row of rows) {
    const sample = samples.get(row.id);
    if (row.status !== 'coded' || sample === undefined) continue;
    const { sides, day } = sample;
    for (const subject of [...sides, [...sides].sort().join('-'), 'world']) {
      const key = `${subject} ${day}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
  }
  const found = await onViews(db, undefined, tx =>
    tx.execute<{ subject: string; day: string; rows: number; each: number }>(
      sql`select subject, day::text, stories as rows, conflict::float / stories as each from subject_days`,
    ),
  );
  const unit = found.rows[0]?.each ?? 0;
  const wrong = found.rows.filter(
    row => row.rows !== expected.get(`${row.subject} ${row.day}`) || row.each !== unit,
  ).length;
  return wrong + Math.abs(expected.size - found.rows.length);
}

async function readDelay(db: Database): Promise<Count['delay']> {
  const { rows } = await db.execute<{ median: number; p99: number; max: number }>(
    sql`select percentile_cont(0.5) within group (order by s)::float as median, percentile_cont(0.99) within group (order by s)::float as p99, max(s)::float as max
        from (select extract(epoch from c.recorded_at - r.recorded_at) as s from events r join events c on c.stream_id = r.stream_id and c.type = 'ReportCoded'
              where r.type = 'ReportReceived') d`,
  );
  return rows[0] ?? { median: 0, p99: 0, max: 0 };
}
