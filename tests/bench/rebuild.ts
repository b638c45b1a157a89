import { randomUUID } from 'node:crypto';
import { exampleEvent } from '../../packages/core/src/domain/example-event.ts';
import { append, type NewEvent } from '../../packages/core/src/log/append.ts';
import { type Database, openDatabase } from '../../packages/core/src/log/database.ts';
import { migrate } from '../../packages/core/src/log/migrate.ts';
import { readAll } from '../../packages/core/src/log/read.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { ensureViews, rebuild } from '../../packages/core/src/views/rebuild.ts';
import { print, quantile } from './figures.ts';
import { onLocalPostgres } from './local.ts';
import { perItem, processorUsed, serverOf } from './processor.ts';

const EVENTS = 20_000;
const ROUNDS = 2;
const BATCH = 500;
const COUNTRIES = ['IRQ', 'USA', 'IRN', 'RUS', 'UKR', 'ISR', 'PSE', 'LBN', 'CHN', 'TWN'];

/** A rebuild of the views from the log, in terms of reading the log alone; and questions of now and of the past. */
export async function benchRebuild(): Promise<void> {
  await onLocalPostgres(async url => {
    await migrate(url);
    const db = openDatabase(url, { max: 4 });
    await fill(db);
    await ensureViews(db);
    const reading: number[] = [];
    const rebuilding: number[] = [];
    const server = await serverOf(db);
    let used: Record<string, string> = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      reading.push(await rate(() => readLog(db)));
      const before = processorUsed(server);
      rebuilding.push(await rate(() => rebuild(db)));
      used = perItem(before, processorUsed(server), EVENTS);
    }
    const [read, rebuilt] = [quantile(reading, 0.5), quantile(rebuilding, 0.5)];
    print('rebuild', {
      events: EVENTS,
      'events a second': rebuilt.toFixed(0),
      'reading alone': read.toFixed(0),
      ratio: (rebuilt / read).toFixed(2),
      ...used,
    });
    const queries = createQueries(db, () => '2024-12-31');
    const year = { subject: 'IRQ-USA', indicator: 'tension' as const, from: '2024-01-01', to: '2024-12-31' };
    const time = async (ask: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await ask();
      return performance.now() - start;
    };
    const now: number[] = [];
    const past: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      now.push(await time(() => queries.series(year)));
      past.push(await time(() => queries.series({ ...year, asOf: Math.floor((EVENTS * (n + 1)) / 21) })));
    }
    const ms = (values: number[]) => `${quantile(values, 0.95).toFixed(0)} ms`;
    print(`a year of one pair, log of ${EVENTS} events`, { 'now, p95': ms(now), 'as of, p95': ms(past) });
    await db.$client.end();
  });
}

async function rate(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (1_000 * EVENTS) / (performance.now() - start);
}

async function readLog(db: Database): Promise<void> {
  for (let at = 0; ; ) {
    const events = await readAll(db, at, 1_000);
    at = events.at(-1)?.position ?? at;
    if (events.length === 0) return;
  }
}

/** Half of the events are reports received, half what was read of them: one act each. */
async function fill(db: Database): Promise<void> {
  for (let at = 0; at < EVENTS; at += 2 * BATCH)
    await append(db, Array.from({ length: BATCH }, (_, i) => pair(at + i)).flat());
}

function pair(n: number): NewEvent[] {
  const reportId = randomUUID();
  const streamId = `report-${reportId}`;
  const day = new Date(Date.UTC(2024, 0, 1 + (n % 365))).toISOString().slice(0, 10);
  const [a, b] = [COUNTRIES[n % 10] ?? 'IRQ', COUNTRIES[(n + 1 + (n % 7)) % 10] ?? 'USA'];
  return [
    {
      type: 'ReportReceived',
      eventId: randomUUID(),
      streamId,
      data: {
        reportId,
        sourceId: '22222222-2222-5222-8222-222222222222',
        publishedDay: day,
        publishedAt: `${day}T10:00:00.000Z`,
        outlet: `Outlet ${n % 50}`,
        outletFamily: null,
        language: 'en',
        demo: false,
        minhash: [],
        rawHash: '',
      },
    },
    {
      type: 'ReportCoded',
      eventId: randomUUID(),
      streamId,
      data: {
        reportId,
        coder: { name: 'bench', version: '1' },
        countries: [a, b].sort(),
        language: 'en',
        events: a === b ? [] : [exampleEvent('ASSAULT', [a], [b], { id: randomUUID(), date: day, p: 0.8 })],
        suppressed: [],
      },
    },
  ];
}
