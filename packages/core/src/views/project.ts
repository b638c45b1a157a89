import { type SQL, sql } from 'drizzle-orm';
import type { LogEvent, Recorded } from '../domain/log-event.ts';
import type { Transaction } from '../log/database.ts';
import { type Effects, foldReportEvent, type PastReportDay, type ReportDay, type ReportEvent } from './fold.ts';

/** Name of the projection that the views are. */
export const VIEWS = 'views';
/** Version of the fold below: a change of what it writes needs another one, and the next start folds the log again. */
export const VIEWS_CODE = '3';

/**
 * Applies a batch of log events to the views, in order. A pure fold of the log: no clock, no randomness, integers only,
 * so that a rebuild gives the same bytes whatever the batches were.
 */
export async function project(tx: Transaction, events: readonly Recorded[]): Promise<void> {
  let run: ReportEvent[] = [];
  for (const event of events) {
    if (isReportEvent(event)) {
      run.push(event);
      continue;
    }
    if (run.length > 0) await projectReports(tx, run);
    run = [];
    await projectOther(tx, event);
  }
  if (run.length > 0) await projectReports(tx, run);
}

function isReportEvent(event: Recorded): event is ReportEvent {
  return event.type.startsWith('Report');
}

async function projectReports(tx: Transaction, events: readonly ReportEvent[]): Promise<void> {
  const effects: Effects = {
    reports: await loadReports(tx, events),
    pastReports: [],
    contributions: [],
    codedEvents: [],
  };
  for (const event of events) foldReportEvent(effects, event);
  await saveReports(tx, [...effects.reports.values()]);
  if (effects.pastReports.length > 0) await savePast(tx, effects.pastReports);
  if (effects.contributions.length > 0) {
    await tx.execute(sql`insert into contributions (position, seq, subject, event_day, event_at, conflict, cooperation, reason, story, report_id,
        coded_event_id, type, mode, quad, factuality, confidence, scope, non_state, source, outlet_family)
      select position, seq, subject, "eventDay", "eventAt", conflict, cooperation, reason, story, "reportId",
        "codedEventId", type, mode, quad, factuality, confidence, scope, "nonState", source, "outletFamily"
      from jsonb_to_recordset(${json(effects.contributions)}) as r(position bigint, seq int, subject text, "eventDay" date, "eventAt" timestamptz,
        conflict int, cooperation int, reason text, story uuid, "reportId" uuid, "codedEventId" uuid, type text, mode text, quad smallint,
        factuality text, confidence int, scope text, "nonState" boolean, source uuid, "outletFamily" text)`);
    await addToSums(
      tx,
      sql`select subject, "eventDay" as day, sum(conflict) as conflict, sum(cooperation) as cooperation, count(*)::int as rows
      from jsonb_to_recordset(${json(effects.contributions)}) as r(subject text, "eventDay" date, conflict int, cooperation int) group by 1, 2`,
    );
  }
  if (effects.codedEvents.length > 0) {
    await tx.execute(sql`insert into coded_events (coded_event_id, status, report_id, position, seq, type, event_day, subjects, data)
      select "codedEventId", status, "reportId", position, seq, type, "eventDay", subjects, data
      from jsonb_to_recordset(${json(effects.codedEvents)}) as r("codedEventId" uuid, status text, "reportId" uuid, position bigint, seq int,
        type text, "eventDay" date, subjects text[], data jsonb)`);
  }
}

async function addToSums(tx: Transaction, sums: SQL): Promise<void> {
  await tx.execute(sql`insert into subject_days (subject, day, conflict, cooperation, rows) ${sums}
    on conflict (subject, day) do update set conflict = subject_days.conflict + excluded.conflict,
      cooperation = subject_days.cooperation + excluded.cooperation, rows = subject_days.rows + excluded.rows`);
}

async function loadReports(tx: Transaction, events: readonly ReportEvent[]): Promise<Map<string, ReportDay>> {
  const ids = events.filter(event => event.type !== 'ReportReceived').map(event => event.data.reportId);
  if (ids.length === 0) return new Map();
  const { rows } =
    await tx.execute<ReportDay>(sql`select report_id as "reportId", source_id as "sourceId", received_position::int as "receivedPosition",
      to_char(received_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "receivedAt", published_day::text as "publishedDay",
      to_char(published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt", outlet, outlet_family as "outletFamily", demo, outcome, reason, language,
      countries, outcome_position::int as "outcomePosition", earliest_event_day::text as "earliestEventDay", withdrawn_position::int as "withdrawnPosition",
      changed_position::int as "changedPosition"
    from report_days where report_id = any(${sql.param(ids)}::uuid[])`);
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
      changed_position = excluded.changed_position`);
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
      break;
    case 'SourceWithdrawn':
      await withdraw(tx, event);
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

/** Each row of the source gets its opposite; nothing is taken away from the ledger. */
async function withdraw(
  tx: Transaction,
  { position, data }: Recorded<Extract<LogEvent, { type: 'SourceWithdrawn' }>>,
): Promise<void> {
  await tx.execute(sql`insert into contributions (position, seq, subject, event_day, event_at, conflict, cooperation, reason, story, report_id,
      coded_event_id, type, mode, quad, factuality, confidence, scope, non_state, source, outlet_family)
    select ${position}, row_number() over (order by position, seq) - 1, subject, event_day, event_at, -conflict, -cooperation, 'withdrawn', story, report_id,
      coded_event_id, type, mode, quad, factuality, confidence, scope, non_state, source, outlet_family
    from contributions where source = ${data.sourceId}`);
  await addToSums(
    tx,
    sql`select subject, event_day as day, sum(conflict) as conflict, sum(cooperation) as cooperation, -count(*)::int as rows
    from contributions where position = ${position} group by 1, 2`,
  );
  await tx.execute(sql`delete from subject_days where rows = 0`);
  await tx.execute(sql`insert into report_days_past (${REPORT_COLUMNS}, until_position)
    select ${REPORT_COLUMNS}, ${position} from report_days where source_id = ${data.sourceId}`);
  await tx.execute(
    sql`update report_days set withdrawn_position = ${position}, changed_position = ${position} where source_id = ${data.sourceId}`,
  );
}

function json(value: unknown): SQL {
  return sql`${JSON.stringify(value)}::jsonb`;
}
