import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { append, type NewEvent } from '../../packages/core/src/log/append.ts';
import { claim } from '../../packages/core/src/log/claims.ts';
import type { Database } from '../../packages/core/src/log/database.ts';
import { takeOver } from '../../packages/core/src/log/follow.ts';
import { sweep } from '../../packages/core/src/log/inbox.ts';
import { receive } from '../../packages/core/src/log/receive.ts';
import { coded, settle } from '../../packages/core/src/log/settle.ts';
import { ensureLocalSource, type Source } from '../../packages/core/src/log/sources.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { VIEWS } from '../../packages/core/src/views/project.ts';
import { projectBatch } from '../../packages/core/src/views/projector.ts';
import {
  arrival,
  codingOf,
  openTestLog,
  projectAll,
  receiveReport,
  recordCoding,
  type TestLog,
} from './support/log.ts';

const ROWS = 15_000;
/** Tables that grow with the log: reading one from end to end is what must never happen to answer or to write. */
const LARGE = [
  'events',
  'streams',
  'reports',
  'report_days',
  'report_days_past',
  'contributions',
  'coded_events',
  'subject_days',
];
const THERE = `99999999-9999-4999-8999-`;

type Node = { 'Node Type': string; 'Relation Name'?: string; Plans?: Node[] };

/** Tables that are read from end to end in what `work` has PostgreSQL do, those that functions do included. */
async function scannedBy(url: string, work: (db: Database) => Promise<unknown>): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const plans: Node[] = [];
  pool.on('connect', client => {
    client.on('notice', ({ message }) => {
      const at = message?.indexOf('{') ?? -1;
      if (message?.includes('plan:') && at >= 0) plans.push(JSON.parse(message.slice(at)).Plan);
    });
  });
  const db: Database = Object.assign(drizzle({ client: pool }), { $client: pool });
  try {
    await pool.query(`load 'auto_explain'`);
    await pool.query(
      `set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on; set auto_explain.log_format = json; set auto_explain.log_level = notice`,
    );
    plans.length = 0;
    await work(db);
    expect(plans.length).toBeGreaterThan(0);
    return [...new Set(plans.flatMap(scansOf))].filter(table => LARGE.includes(table)).sort();
  } finally {
    await pool.end();
  }
}

function scansOf(node: Node): string[] {
  const below = (node.Plans ?? []).flatMap(scansOf);
  return node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? '', ...below] : below;
}

/** Many rows of everything, written past the append: what counts here is how many there are. */
async function fill(db: Database, source: Source): Promise<void> {
  const id = (n: string) => `('${THERE}' || lpad(${n}::text, 12, '0'))::uuid`;
  await db.$client.query('alter table events disable trigger all');
  for (const statement of [
    `insert into events (position, event_id, stream_id, stream_version, type, schema_version, occurred_at, recorded_at, content_hash, data, meta, seal)
       select head + n, ${id('n')}, 'filler-' || n, 1, e.type, e.schema_version, e.occurred_at, e.recorded_at, e.content_hash, e.data, e.meta, e.seal
       from generate_series(1, ${ROWS}) n, (select max(position) as head from events) h,
         (select * from events where type = 'ReportReceived' order by position limit 1) e`,
    `insert into streams select 'filler-' || n, 1 from generate_series(1, ${ROWS}) n`,
    `insert into reports (report_id, source_id, external_id, content_hash, raw, content_type, text, title_length, tags, flags, status, next_enqueue_at)
       select ${id('n')}, '${source.sourceId}', 'filler-' || n, sha256(n::text::bytea), 'x', 'text/plain', 'text ' || n, 0, '{}', '{}', 'coded', now()
       from generate_series(1, ${ROWS}) n`,
  ])
    await db.$client.query(statement);
  // The rest like the rows that are there, by whatever columns the views have.
  for (const table of LARGE.slice(3)) {
    const { rows } = await db.$client.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 order by ordinal_position`,
      [table],
    );
    const fresh: Record<string, string> = {
      position: 'n',
      until_position: table === 'report_days_past' ? 'n' : 't.until_position',
      report_id: id('n'),
      coded_event_id: id('n'),
      subject: `'S' || n % 97`,
      subjects: `array['S' || n % 97]`,
      event_day: `date '1990-01-01' + n / 97`,
      day: `date '1990-01-01' + n / 97`,
      published_day: `date '1990-01-01' + n / 97`,
      countries: `array['AAA', 'Z' || n % 90]`,
      source: 'gen_random_uuid()',
    };
    const values = rows.map(({ name }) => fresh[name] ?? `t."${name}"`);
    await db.$client.query(
      `insert into ${table} (${rows.map(({ name }) => `"${name}"`).join(', ')})
         select ${values.join(', ')} from generate_series(100000, ${100_000 + ROWS}) n, (select * from ${table} limit 1) t`,
    );
  }
}

const removal = (): NewEvent => {
  const streamId = `line-${randomUUID()}`;
  return { type: 'ThresholdRemoved', eventId: randomUUID(), streamId, data: { thresholdId: streamId } };
};

const states = {
  'that was never analysed': async () => {},
  'whose statistics are of when it was empty': async (db: Database) => {
    for (const table of LARGE) await db.$client.query(`analyze ${table}`);
  },
  'that was analysed': async () => {},
} as const;

describe.each(Object.keys(states))('on a log of many events %s (M17)', state => {
  let log: TestLog;
  let source: Source;
  beforeAll(async () => {
    log = await openTestLog();
    source = await ensureLocalSource(log.db);
    for (const table of LARGE) await log.db.$client.query(`alter table ${table} set (autovacuum_enabled = off)`);
    await states[state as keyof typeof states](log.db);
    const first = await receiveReport(log.db, source);
    await recordCoding(log.db, first, codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-25']]));
    await projectAll(log.db);
    await fill(log.db, source);
    if (state === 'that was analysed') for (const table of LARGE) await log.db.$client.query(`analyze ${table}`);
  });
  afterAll(() => log.drop());

  test('appending looks events and streams up, also by a plan that was made when there were none', async () => {
    expect(
      await scannedBy(log.url, async db => {
        // PostgreSQL keeps a plan for good after the fifth time.
        for (let n = 0; n < 8; n += 1) await append(db, [removal(), removal()]);
      }),
    ).toEqual([]);
  });

  test('receiving, claiming, settling and sweeping look reports up', async () => {
    expect(
      await scannedBy(log.url, async db => {
        const [reception] = await receive(db, [
          arrival(source, { text: `Something new ${randomUUID()}`, id: randomUUID() }),
        ]);
        const reportId = reception && 'reportId' in reception ? reception.reportId : '';
        const [taken] = await claim(db, [{ reportId, token: randomUUID() }]);
        expect(taken?.reportId).toBe(reportId);
        await settle(db, [coded(reportId, codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-25']]))]);
        await sweep(db, 100);
      }),
    ).toEqual([]);
  });

  test('projecting a batch looks up what it changes', async () => {
    await log.db.$client.query(
      `update projections set position = e.position, last_event_id = e.event_id
       from (select position, event_id from events where stream_id = 'filler-${ROWS}') e where name = '${VIEWS}'`,
    );
    const reportId = await receiveReport(log.db, source);
    await recordCoding(log.db, reportId, codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-26']]));
    expect(
      await scannedBy(log.url, async db => {
        const held = await takeOver(db, VIEWS);
        await projectBatch(db, held);
      }),
    ).toEqual([]);
  });

  test('the series of a pair, now and as of a position, reads the rows of that pair', async () => {
    const asked = { subject: 'IRQ-USA', indicator: 'tension', from: '2024-01-01', to: '2024-01-31' } as const;
    expect(
      await scannedBy(log.url, async db => {
        const queries = createQueries(db, () => '2024-01-31');
        const now = await queries.series(asked);
        expect(now.points.some(point => point.value !== null)).toBe(true);
        await queries.series({ ...asked, asOf: 5 });
      }),
    ).toEqual([]);
  });
});

test('a reading from end to end would be seen', async () => {
  const log = await openTestLog();
  expect(
    await scannedBy(log.url, db => db.$client.query('select count(*) from reports where last_error is null')),
  ).toEqual(['reports']);
  await log.drop();
});
