import { type SQL, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../log/database.ts';
import {
  type CodedEventRow,
  type CorrectionRow,
  type Effects,
  emptyEffects,
  type PastReportDay,
  type ReportDay,
  type ReportEvent,
} from './fold.ts';
import { json } from './json.ts';

/** What a batch of log events starts from: the reports that it touches, as the tables have them. */
export async function loadEffects(tx: Transaction, events: readonly ReportEvent[]): Promise<Effects> {
  const reports = await loadReports(tx, events);
  const corrections = await loadCorrections(tx, [...reports.keys()]);
  const touched = new Set(corrections.keys());
  const withdrawn = new Set<string>();
  for (const event of events) {
    if (event.type === 'SourceWithdrawn') withdrawn.add(event.data.sourceId);
    else if (!event.type.startsWith('Report')) touched.add(event.data.reportId);
  }
  for (const { reportId, sourceId, outcome } of reports.values())
    if (outcome === 'coded' || outcome === 'not-coded' || withdrawn.has(sourceId)) touched.add(reportId);
  return {
    ...emptyEffects(),
    reports,
    corrections,
    standing: await loadStanding(tx, [...touched]),
  };
}

async function loadStanding(tx: Transaction, reportIds: readonly string[]): Promise<Effects['standing']> {
  const standing: Effects['standing'] = new Map();
  if (reportIds.length === 0) return standing;
  const { rows } = await tx.execute<Omit<CodedEventRow, 'position' | 'untilPosition'> & { position: string }>(
    sql`select coded_event_id as "codedEventId", status, report_id as "reportId", position, seq, type, event_day::text as "eventDay", subjects, data,
          original, corrections, added
        from coded_events where report_id = any(${sql.param(reportIds)}::uuid[]) and until_position is null order by position, seq`,
  );
  for (const row of rows) {
    const own = standing.get(row.reportId) ?? [];
    own.push({ ...row, position: Number(row.position), untilPosition: null });
    standing.set(row.reportId, own);
  }
  return standing;
}

async function loadCorrections(tx: Transaction, reportIds: readonly string[]): Promise<Effects['corrections']> {
  const corrections: Effects['corrections'] = new Map();
  if (reportIds.length === 0) return corrections;
  for (const row of await readCorrections(tx, sql`c.report_id = any(${sql.param(reportIds)}::uuid[])`)) {
    const own = corrections.get(row.reportId) ?? [];
    own.push(row);
    corrections.set(row.reportId, own);
  }
  return corrections;
}

/** Corrections `c` that `where` picks, in the order they were made. */
export async function readCorrections(db: Executor, where: SQL): Promise<CorrectionRow[]> {
  const { rows } = await db.execute<
    Omit<CorrectionRow, 'position' | 'undonePosition'> & { position: string; undonePosition: string | null }
  >(
    sql`select correction_id as "correctionId", report_id as "reportId", position, to_char(recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "recordedAt",
          user_id as "userId", correction, undone_position as "undonePosition", undone
        from corrections c where ${where} order by position`,
  );
  return rows.map(({ position, undonePosition, ...row }) => ({
    ...row,
    position: Number(position),
    undonePosition: undonePosition === null ? null : Number(undonePosition),
  }));
}

/** Writes what became of reports, their events and corrections. */
export async function saveReports(tx: Transaction, effects: Effects): Promise<void> {
  await saveReportDays(tx, [...effects.reports.values()]);
  if (effects.pastReports.length > 0) await savePast(tx, effects.pastReports);
  await saveEvents(tx, effects);
  await saveCorrections(tx, [...effects.changedCorrections]);
}

async function saveCorrections(tx: Transaction, rows: readonly CorrectionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`insert into corrections (correction_id, report_id, position, recorded_at, user_id, correction, undone_position, undone)
    select "correctionId", "reportId", position, "recordedAt", "userId", correction, "undonePosition", undone
    from jsonb_to_recordset(${json(rows)}) as r("correctionId" uuid, "reportId" uuid, position bigint, "recordedAt" timestamptz, "userId" text,
      correction jsonb, "undonePosition" bigint, undone jsonb)
    on conflict (correction_id) do update set undone_position = excluded.undone_position, undone = excluded.undone`);
}

async function saveEvents(tx: Transaction, { codedEvents, closedEvents }: Effects): Promise<void> {
  const fresh = new Set(codedEvents);
  const ended = closedEvents.filter(row => !fresh.has(row));
  if (ended.length > 0)
    await tx.execute(sql`update coded_events e set until_position = r."untilPosition"
      from jsonb_to_recordset(${json(ended.map(({ position, seq, untilPosition }) => ({ position, seq, untilPosition })))})
        as r(position bigint, seq int, "untilPosition" bigint) where e.position = r.position and e.seq = r.seq`);
  if (codedEvents.length > 0)
    await tx.execute(sql`insert into coded_events (coded_event_id, status, report_id, position, seq, type, event_day, subjects, data,
        original, corrections, added, until_position)
      select "codedEventId", status, "reportId", position, seq, type, "eventDay", subjects, data,
        original, corrections, added, "untilPosition"
      from jsonb_to_recordset(${json(codedEvents)}) as r("codedEventId" uuid, status text, "reportId" uuid, position bigint, seq int,
        type text, "eventDay" date, subjects text[], data jsonb, original jsonb, corrections uuid[], added boolean, "untilPosition" bigint)`);
}

async function loadReports(tx: Transaction, events: readonly ReportEvent[]): Promise<Map<string, ReportDay>> {
  const ids = events.flatMap(({ type, data }) =>
    type === 'ReportReceived' || !('reportId' in data) ? [] : [data.reportId],
  );
  const sources = events.flatMap(event => (event.type === 'SourceWithdrawn' ? [event.data.sourceId] : []));
  if (ids.length === 0 && sources.length === 0) return new Map();
  const { rows } =
    await tx.execute<ReportDay>(sql`select report_id as "reportId", source_id as "sourceId", received_position::int as "receivedPosition",
      to_char(received_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "receivedAt", published_day::text as "publishedDay",
      to_char(published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt", outlet, outlet_family as "outletFamily", demo, outcome, reason, language,
      named, countries, outcome_position::int as "outcomePosition", earliest_event_day::text as "earliestEventDay", withdrawn_position::int as "withdrawnPosition",
      changed_position::int as "changedPosition", text_key as "textKey"
    from report_days where report_id = any(${sql.param(ids)}::uuid[]) ${sources.length === 0 ? sql`` : sql`or source_id = any(${sql.param(sources)}::uuid[])`}`);
  return new Map(rows.map(row => [row.reportId, row]));
}

const REPORT_COLUMNS =
  sql.raw(`report_id, source_id, received_position, received_at, published_day, published_at, outlet, outlet_family, demo,
  outcome, reason, language, named, countries, outcome_position, earliest_event_day, withdrawn_position, changed_position, text_key`);
const REPORT_FIELDS =
  sql.raw(`"reportId", "sourceId", "receivedPosition", "receivedAt", "publishedDay", "publishedAt", outlet, "outletFamily", demo,
  outcome, reason, language, named, countries, "outcomePosition", "earliestEventDay", "withdrawnPosition", "changedPosition", "textKey"`);
const REPORT_RECORD =
  sql.raw(`"reportId" uuid, "sourceId" uuid, "receivedPosition" bigint, "receivedAt" timestamptz, "publishedDay" date,
  "publishedAt" timestamptz, outlet text, "outletFamily" text, demo boolean, outcome text, reason text, language text, named text[], countries text[],
  "outcomePosition" bigint, "earliestEventDay" date, "withdrawnPosition" bigint, "changedPosition" bigint, "textKey" int`);

async function saveReportDays(tx: Transaction, rows: readonly ReportDay[]): Promise<void> {
  await tx.execute(sql`insert into report_days (${REPORT_COLUMNS}) select ${REPORT_FIELDS} from jsonb_to_recordset(${json(rows)}) as r(${REPORT_RECORD})
    on conflict (report_id) do update set outcome = excluded.outcome, reason = excluded.reason, language = excluded.language,
      named = excluded.named, countries = excluded.countries, outcome_position = excluded.outcome_position, earliest_event_day = excluded.earliest_event_day,
      withdrawn_position = excluded.withdrawn_position, changed_position = excluded.changed_position`);
}

async function savePast(tx: Transaction, rows: readonly PastReportDay[]): Promise<void> {
  await tx.execute(sql`insert into report_days_past (${REPORT_COLUMNS}, until_position) select ${REPORT_FIELDS}, "untilPosition"
    from jsonb_to_recordset(${json(rows)}) as r(${REPORT_RECORD}, "untilPosition" bigint)`);
}
