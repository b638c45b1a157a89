import type { CodedEvent, Coding } from '../../../packages/core/src/domain/coded-event.ts';
import { exampleEvent } from '../../../packages/core/src/domain/example-event.ts';
import type { ReportId } from '../../../packages/core/src/domain/ids.ts';
import type { FailureReason } from '../../../packages/core/src/domain/log-event.ts';
import type { EventType } from '../../../packages/core/src/domain/ontology.ts';
import { type Claim, claim } from '../../../packages/core/src/log/claims.ts';
import { type Database, openDatabase } from '../../../packages/core/src/log/database.ts';
import { Fenced, takeOver } from '../../../packages/core/src/log/follow.ts';
import { randomId } from '../../../packages/core/src/log/ids.ts';
import { type Arrival, receive } from '../../../packages/core/src/log/receive.ts';
import { coded, failed, settle } from '../../../packages/core/src/log/settle.ts';
import { ensureLocalSource, type Source } from '../../../packages/core/src/log/sources.ts';
import type { Logger } from '../../../packages/core/src/runtime/logging.ts';
import { VIEWS } from '../../../packages/core/src/views/project.ts';
import { projectBatch } from '../../../packages/core/src/views/projector.ts';
import { tableNames } from '../../../packages/core/src/views/versions.ts';
import { parseReport } from '../../../packages/core/src/wire/report.ts';
import { testDatabase } from '../../setup/database.ts';

export const NOW = Date.parse('2026-11-24T10:00:00Z');
export const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** A migrated database of the test's own, with a pool, and a second one for what must happen beside it. */
export type TestLog = { db: Database; other: Database; url: string; drop(): Promise<void> };

export async function openTestLog(): Promise<TestLog> {
  const { url, drop } = await testDatabase();
  const db = openDatabase(url, { max: 12 });
  const other = openDatabase(url, { max: 4 });
  return {
    db,
    other,
    url,
    drop: async () => {
      await db.$client.end();
      await other.$client.end();
      await drop();
    },
  };
}

/** A report as ingest hands it on. */
export function arrival(source: Source, fields: object): Arrival {
  const parsed = parseReport(fields, NOW);
  if (!parsed.ok) throw new Error(parsed.errors.map(error => error.detail).join('; '));
  return { source, report: parsed.report, raw: Buffer.from(JSON.stringify(fields)), contentType: 'application/json' };
}

/** What a test says of an act: type, one side, other side, day, the coder's confidence, the mode and the sentence's lemmas. */
export type Act = [
  type: EventType,
  actor: string,
  recipient: string,
  day: string,
  p?: number,
  mode?: string | null,
  lemmas?: number[],
];

export function codingOf(acts: readonly Act[], countries?: readonly string[]): Coding {
  const events = acts.map(([type, actor, recipient, date, p = 1, mode = null, lemmas = []], index): CodedEvent => {
    const { id: _, ...event } = exampleEvent(type, [actor], [recipient], { date, p, mode, lemmas });
    return { ...event, evidence: [{ start: index, end: index + 4, role: 'trigger', rule: 'example', weight: 1 }] };
  });
  return {
    outcome: events.length > 0 ? 'coded' : 'not-coded',
    reason: events.length > 0 ? null : 'no-act',
    events,
    suppressed: [],
    countries: [...new Set(countries ?? acts.flatMap(([, actor, recipient]) => [actor, recipient]))].sort(),
    language: 'en',
    coder: { name: 'example', version: '1' },
  };
}

/** Records what was read of one report. */
export async function recordCoding(db: Database, reportId: ReportId, coding: Coding): Promise<void> {
  await settle(db, [coded(reportId, coding)]);
}

/** Sets one report aside. */
export async function recordFailure(
  db: Database,
  reportId: ReportId,
  reason: FailureReason,
  attempts: number,
): Promise<void> {
  await settle(db, [failed(reportId, reason, attempts)]);
}

/** A new try at one report, or null. */
export async function claimOne(db: Database, reportId: ReportId, token: string = randomId()): Promise<Claim | null> {
  const [claimed] = await claim(db, [{ reportId, token }]);
  return claimed ?? null;
}

let reports = 0;

/** Puts a report on disk that nobody else has sent, and answers its id. */
export async function receiveReport(db: Database, source: Source, fields: object = {}): Promise<ReportId> {
  reports += 1;
  const text = `Report ${reports} of what happened between them`;
  const [reception] = await receive(db, [arrival(source, { text, publishedAt: '2024-01-25', ...fields })]);
  if (reception?.status !== 'accepted') throw new Error(`the report was ${reception?.status}`);
  return reception.reportId;
}

/** A report that was received and read, with the acts found in it. */
export async function countReport(
  db: Database,
  acts: readonly Act[],
  {
    source,
    countries,
    ...fields
  }: { source?: Source; countries?: string[]; publishedAt?: string; outlet?: string } = {},
): Promise<ReportId> {
  const reportId = await receiveReport(db, source ?? (await ensureLocalSource(db)), fields);
  await recordCoding(db, reportId, codingOf(acts, countries));
  return reportId;
}

/** Takes the live views over and brings them one batch further. True when there was something to read. */
export async function projectOnce(db: Database, size = 500): Promise<boolean> {
  const held = await takeOver(db, VIEWS);
  return (await projectBatch(db, held, size)).position > held.position;
}

/** Brings the views up to the head of the log, `size` events at a time, whoever else does. */
export async function projectAll(db: Database, size = 500): Promise<void> {
  for (;;) {
    try {
      if (!(await projectOnce(db, size))) return;
    } catch (error) {
      if (!(error instanceof Fenced)) throw error;
    }
  }
}

/** Everything that stands in the views of a schema, as text, so that two states can be compared byte for byte. */
export async function dumpViews(db: Database, schema = 'public'): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const table of tableNames) {
    const { rows } = await db.$client.query<{ row: string }>(
      `select t::text as row from ${schema}.${table} t order by 1`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}

/** Appends an event as another version of the program might, around the types of this one. */
export async function appendRaw(db: Database, type: string, schemaVersion: number, data: object): Promise<void> {
  await db.$client.query(
    `select append_events(array[gen_random_uuid()], array['raw'], array[$1], array[$2::smallint], array[null::timestamptz], array[$3::jsonb], array['{}'::jsonb])`,
    [type, schemaVersion, JSON.stringify(data)],
  );
}

/** One number that a query answers. */
export async function count(db: Database, query: string, values: unknown[] = []): Promise<number> {
  const { rows } = await db.$client.query<{ n: string }>(query, values);
  return Number(rows[0]?.n ?? 0);
}
