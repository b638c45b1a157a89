import { sql } from 'drizzle-orm';
import { actOf } from '../domain/contribution.ts';
import type { Recorded } from '../domain/log-event.ts';
import { keyOf } from '../domain/story.ts';
import type { Transaction } from '../log/database.ts';
import {
  type CodedEventRow,
  type Effects,
  foldReportEvent,
  isReportEvent,
  type PastReportDay,
  type ReportDay,
  type ReportEvent,
} from './fold.ts';
import { json } from './json.ts';
import { foldStories } from './story-ledger.ts';
import { loadPrints, loadTouchedStories, savePrints, saveStories } from './story-tables.ts';

/** Name of the projection that the views are. */
export const VIEWS = 'views';
/** Version of the fold below: a change of what it writes needs another one, and the next start folds the log again. */
export const VIEWS_CODE = '4';

/**
 * Applies a batch of log events to the views, in order. A pure fold of the log: no clock, no randomness, integers only,
 * so that a rebuild gives the same bytes whatever the batches were.
 */
export async function project(tx: Transaction, events: readonly Recorded[]): Promise<void> {
  const ofReports = events.filter(isReportEvent);
  if (ofReports.length > 0) await projectReports(tx, ofReports);
  // Lines and alerts have nothing in common with reports, so that either can be written first.
  for (const event of events) if (!isReportEvent(event)) await projectOther(tx, event);
}

async function projectReports(tx: Transaction, events: readonly ReportEvent[]): Promise<void> {
  const reports = await loadReports(tx, events);
  const effects: Effects = {
    reports,
    pastReports: [],
    prints: [],
    standing: await loadStanding(tx, events, reports),
    codedEvents: [],
    closedEvents: [],
    recounts: [],
  };
  for (const event of events) foldReportEvent(effects, event);
  await saveReports(tx, [...effects.reports.values()]);
  if (effects.pastReports.length > 0) await savePast(tx, effects.pastReports);
  await savePrints(tx, effects.prints);
  await saveEvents(tx, effects);
  await projectStories(tx, effects);
}

async function projectStories(tx: Transaction, { recounts, prints }: Effects): Promise<void> {
  if (recounts.length === 0) return;
  const added = recounts.flatMap(recount => recount.added);
  const known = new Map(prints.map(print => [print.reportId, print.minhash]));
  const missing = added.map(told => told.origin.reportId).filter(id => !known.has(id));
  for (const [id, minhash] of await loadPrints(tx, [...new Set(missing)])) known.set(id, minhash);
  const standing = await loadTouchedStories(
    tx,
    added.map(({ event }) => ({ key: keyOf(actOf(event)), day: event.date ?? '' })),
    recounts.flatMap(recount => recount.removed.map(told => told.event.id)),
  );
  await saveStories(
    tx,
    foldStories(standing, recounts, id => known.get(id) ?? []),
  );
}

/** Rows in force of the reports that were read before and change now. */
async function loadStanding(
  tx: Transaction,
  events: readonly ReportEvent[],
  reports: ReadonlyMap<string, ReportDay>,
): Promise<Effects['standing']> {
  const read = new Set<string>();
  const withdrawn = new Set(events.flatMap(event => (event.type === 'SourceWithdrawn' ? [event.data.sourceId] : [])));
  for (const report of reports.values()) {
    const hasEvents = report.outcome === 'coded' || report.outcome === 'not-coded';
    if (hasEvents || withdrawn.has(report.sourceId)) read.add(report.reportId);
  }
  const standing: Effects['standing'] = new Map();
  if (read.size === 0) return standing;
  const { rows } = await tx.execute<Omit<CodedEventRow, 'position' | 'untilPosition'> & { position: string }>(
    sql`select coded_event_id as "codedEventId", status, report_id as "reportId", position, seq, type, event_day::text as "eventDay", subjects, data
        from coded_events where report_id = any(${sql.param([...read])}::uuid[]) and until_position is null order by position, seq`,
  );
  for (const row of rows) {
    const own = standing.get(row.reportId) ?? [];
    own.push({ ...row, position: Number(row.position), untilPosition: null });
    standing.set(row.reportId, own);
  }
  return standing;
}

async function saveEvents(tx: Transaction, { codedEvents, closedEvents }: Effects): Promise<void> {
  const fresh = new Set(codedEvents);
  const ended = closedEvents.filter(row => !fresh.has(row));
  if (ended.length > 0)
    await tx.execute(sql`update coded_events e set until_position = r."untilPosition"
      from jsonb_to_recordset(${json(ended.map(({ position, seq, untilPosition }) => ({ position, seq, untilPosition })))})
        as r(position bigint, seq int, "untilPosition" bigint) where e.position = r.position and e.seq = r.seq`);
  if (codedEvents.length > 0)
    await tx.execute(sql`insert into coded_events (coded_event_id, status, report_id, position, seq, type, event_day, subjects, data, until_position)
      select "codedEventId", status, "reportId", position, seq, type, "eventDay", subjects, data, "untilPosition"
      from jsonb_to_recordset(${json(codedEvents)}) as r("codedEventId" uuid, status text, "reportId" uuid, position bigint, seq int,
        type text, "eventDay" date, subjects text[], data jsonb, "untilPosition" bigint)`);
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
      countries, outcome_position::int as "outcomePosition", earliest_event_day::text as "earliestEventDay", withdrawn_position::int as "withdrawnPosition",
      changed_position::int as "changedPosition"
    from report_days where report_id = any(${sql.param(ids)}::uuid[]) ${sources.length === 0 ? sql`` : sql`or source_id = any(${sql.param(sources)}::uuid[])`}`);
  return new Map(rows.map(row => [row.reportId, row]));
}

const REPORT_COLUMNS =
  sql.raw(`report_id, source_id, received_position, received_at, published_day, published_at, outlet, outlet_family, demo,
  outcome, reason, language, countries, outcome_position, earliest_event_day, withdrawn_position, changed_position`);
const REPORT_FIELDS =
  sql.raw(`"reportId", "sourceId", "receivedPosition", "receivedAt", "publishedDay", "publishedAt", outlet, "outletFamily", demo,
  outcome, reason, language, countries, "outcomePosition", "earliestEventDay", "withdrawnPosition", "changedPosition"`);
const REPORT_RECORD =
  sql.raw(`"reportId" uuid, "sourceId" uuid, "receivedPosition" bigint, "receivedAt" timestamptz, "publishedDay" date,
  "publishedAt" timestamptz, outlet text, "outletFamily" text, demo boolean, outcome text, reason text, language text, countries text[],
  "outcomePosition" bigint, "earliestEventDay" date, "withdrawnPosition" bigint, "changedPosition" bigint`);

async function saveReports(tx: Transaction, rows: readonly ReportDay[]): Promise<void> {
  await tx.execute(sql`insert into report_days (${REPORT_COLUMNS}) select ${REPORT_FIELDS} from jsonb_to_recordset(${json(rows)}) as r(${REPORT_RECORD})
    on conflict (report_id) do update set outcome = excluded.outcome, reason = excluded.reason, language = excluded.language,
      countries = excluded.countries, outcome_position = excluded.outcome_position, earliest_event_day = excluded.earliest_event_day,
      withdrawn_position = excluded.withdrawn_position, changed_position = excluded.changed_position`);
}

async function savePast(tx: Transaction, rows: readonly PastReportDay[]): Promise<void> {
  await tx.execute(sql`insert into report_days_past (${REPORT_COLUMNS}, until_position) select ${REPORT_FIELDS}, "untilPosition"
    from jsonb_to_recordset(${json(rows)}) as r(${REPORT_RECORD}, "untilPosition" bigint)`);
}

async function projectOther(tx: Transaction, event: Exclude<Recorded, ReportEvent>): Promise<void> {
  switch (event.type) {
    case 'SourceRegistered':
    // read from the log itself, in the few streams that a page shows
    case 'ThresholdSilenced':
    case 'AlertEscalated':
    case 'AlertRepeated':
    case 'AlertAcknowledged':
    case 'LateInformationNoted':
    // kept in tables of their own, in the transaction that appends them
    case 'ChannelSet':
    case 'ChannelRemoved':
    case 'ChannelDisabled':
    case 'NotificationDelivered':
    case 'NotificationFailed':
      break;
    case 'ThresholdSet':
      await pastThreshold(tx, event.data.thresholdId, event.position);
      await tx.execute(sql`insert into thresholds (threshold_id, version, position, subject, data)
        values (${event.data.thresholdId}, ${event.streamVersion}, ${event.position}, ${event.data.subject}, ${json(event.data)})
        on conflict (threshold_id) do update set version = excluded.version, position = excluded.position, subject = excluded.subject, data = excluded.data`);
      break;
    case 'ThresholdRemoved':
      await pastThreshold(tx, event.data.thresholdId, event.position);
      await tx.execute(sql`delete from thresholds where threshold_id = ${event.data.thresholdId}`);
      break;
    case 'AlertRaised':
      await tx.execute(sql`insert into alerts (alert_id, threshold_id, subject, raised_position, raised_at, data)
        values (${event.data.alertId}, ${event.data.thresholdId}, ${event.data.subject}, ${event.position}, ${event.recordedAt}, ${json(event.data)})`);
      break;
    case 'AlertCleared':
      await tx.execute(sql`update alerts set cleared_position = ${event.position}, cleared_at = ${event.recordedAt}, cleared_reason = ${event.data.reason}
        where alert_id = ${event.data.alertId}`);
      break;
    default:
      event satisfies never;
  }
}

async function pastThreshold(tx: Transaction, thresholdId: string, until: number): Promise<void> {
  await tx.execute(sql`insert into thresholds_past (threshold_id, until_position, version, position, subject, data)
    select threshold_id, ${until}, version, position, subject, data from thresholds where threshold_id = ${thresholdId}`);
}
