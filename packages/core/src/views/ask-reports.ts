import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../log/database.ts';
import { readStream } from '../log/read.ts';
import type { ReceiptView, ReportRow, ReportsAnswer, ReportView } from '../wire/api.ts';
import { askCorrections } from './ask-corrections.ts';
import { loadEvents } from './event-views.ts';
import { explain } from './explain.ts';
import { IN_FORCE } from './in-force.ts';
import { noCursor } from './no-cursor.ts';
import type { ReportsQuery } from './queries.ts';
import { summarise } from './summarise.ts';

type Row = {
  report_id: string;
  external_id: string | null;
  status: 'pending' | 'coded' | 'not-coded' | 'failed';
  attempts: number;
  received_at: string;
  outcome: 'pending' | 'coded' | 'not-coded' | 'failed' | null;
  reason: string | null;
  received_position: string | null;
  title: string | null;
  text: string;
  title_length: number;
  url: string | null;
  published_at: string | null;
  outlet: string | null;
  source: string;
  language: string | null;
  tags: string[];
  flags: string[];
  demo: boolean;
  withdrawn: boolean;
  events: number;
};

const select = sql`select b.report_id, b.external_id, b.status, b.attempts, to_char(b.received_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as received_at,
    r.outcome, r.reason, r.received_position, b.title, b.text, b.title_length, b.url, b.published_at,
    coalesce(b.outlet ->> 'name', s.name) as outlet, s.name as source, coalesce(r.language, b.language) as language, b.tags, b.flags, s.demo, s.withdrawn,
    (select count(*)::int from coded_events e where e.report_id = b.report_id and e.status = 'coded' and e.until_position is null) as events
  from reports b join sources s on s.source_id = b.source_id left join report_days r on r.report_id = b.report_id`;

/** What became of a report so far; null when there is none of that id. */
export async function askReceipt(db: Executor, reportId: string): Promise<ReceiptView | null> {
  const row = await loadRow(db, reportId);
  return row && toReceipt(row);
}

/** Id of the source that a report came from; null when there is no such report. */
export async function sourceOf(db: Executor, reportId: string): Promise<string | null> {
  const { rows } = await db.execute<{ source_id: string }>(
    sql`select source_id from reports where report_id = ${reportId}`,
  );
  return rows[0]?.source_id ?? null;
}

/** A report with its text, its events and its own log; null when there is none of that id, or its source was withdrawn. */
export async function askReport(db: Executor, reportId: string): Promise<ReportView | null> {
  const row = await loadRow(db, reportId);
  if (!row || row.withdrawn) return null;
  const events = await loadEvents(db, sql`e.report_id = ${reportId}`, sql`e.position, e.seq`, 1_000);
  const log = [
    ...(await readStream(db, `report-${reportId}`)),
    ...(await readStream(db, `corrections-${reportId}`)),
  ].sort((a, b) => a.position - b.position);
  const coded = log.findLast(event => event.type === 'ReportCoded' || event.type === 'ReportNotCoded');
  return {
    ...toReceipt(row),
    title: row.title,
    text: row.text,
    titleLength: row.title_length,
    url: row.url,
    publishedAt: row.published_at,
    outlet: row.outlet ?? row.source,
    source: row.source,
    language: row.language,
    tags: row.tags,
    flags: row.flags,
    demo: row.demo,
    events: events.filter(event => event.status === 'coded'),
    suppressed: events.filter(event => event.status === 'suppressed'),
    rejected: events.filter(event => event.status === 'rejected'),
    ...(await askCorrections(db, reportId, row.text)),
    coder: coded && 'coder' in coded.data ? coded.data.coder : null,
    log: log.map(event => ({
      position: event.position,
      type: event.type,
      recordedAt: event.recordedAt,
      summary: summarise(event),
    })),
  };
}

/** Reports of sources in force, newest first, a page at a time. */
export async function askReports(
  db: Executor,
  { status, cursor, limit = 50, asOf }: ReportsQuery,
): Promise<ReportsAnswer> {
  const past = asOf !== undefined;
  const conditions: SQL[] = [past ? IN_FORCE : sql`not s.withdrawn`];
  if (past) conditions.push(sql`r.report_id is not null`);
  if (status) conditions.push(past ? sql`r.outcome = ${status}` : sql`b.status = ${status}`);
  const after = cursor === undefined ? null : readCursor(cursor);
  if (after) conditions.push(sql`(b.received_at, b.report_id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const { rows } = await db.execute<Row>(
    sql`${select} where ${sql.join(conditions, sql` and `)} order by b.received_at desc, b.report_id desc limit ${limit + 1}`,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    reports: page.map(
      (row): ReportRow => ({
        ...toReceipt(past ? { ...row, status: row.outcome ?? 'pending' } : row),
        title: row.title ?? firstWords(row.text),
        outlet: row.outlet ?? row.source,
        source: row.source,
        publishedAt: row.published_at,
        events: row.events,
        demo: row.demo,
      }),
    ),
    next: rows.length > limit && last ? `${last.received_at}_${last.report_id}` : null,
  };
}

async function loadRow(db: Executor, reportId: string): Promise<Row | null> {
  const { rows } = await db.execute<Row>(sql`${select} where b.report_id = ${reportId}`);
  return rows[0] ?? null;
}

function toReceipt(row: Row): ReceiptView {
  return {
    reportId: row.report_id,
    id: row.external_id,
    status: receiptStatus(row),
    reason: row.reason,
    explanation: explain(row.status, row.reason),
    receivedAt: row.received_at,
    position: row.received_position === null ? null : Number(row.received_position),
    attempts: row.attempts,
  };
}

function receiptStatus({ status, outcome, attempts }: Row): ReceiptView['status'] {
  if (status === 'pending') return attempts > 0 ? 'queued' : 'received';
  return status === 'coded' && outcome === 'coded' ? 'counted' : status;
}

const CURSOR = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)_([0-9a-f-]{36})$/;

function readCursor(cursor: string): { at: string; id: string } {
  const [, at, id] = CURSOR.exec(cursor) ?? [];
  return at !== undefined && id !== undefined ? { at, id } : noCursor(cursor);
}

function firstWords(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 110 ? `${line.slice(0, 110).replace(/\s\S*$/, '')} …` : line;
}
