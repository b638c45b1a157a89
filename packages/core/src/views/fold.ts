import { type Contribution, contributionsOf } from '../domain/contribution.ts';
import { type Day, dayOf } from '../domain/day.ts';
import type { LogEvent, LoggedEvent, LoggedSuppressed, Recorded } from '../domain/log-event.ts';

/** A row of `report_days` in the making. */
export type ReportDay = {
  reportId: string;
  sourceId: string;
  receivedPosition: number;
  receivedAt: string;
  publishedDay: Day;
  publishedAt: string | null;
  outlet: string;
  outletFamily: string;
  demo: boolean;
  outcome: 'pending' | 'coded' | 'not-coded' | 'failed';
  reason: string | null;
  language: string | null;
  countries: string[];
  outcomePosition: number | null;
  earliestEventDay: Day | null;
  withdrawnPosition: number | null;
  /** Position since which the row is as it is. */
  changedPosition: number;
};
/** A row of `report_days` as it was before a position. */
export type PastReportDay = ReportDay & { untilPosition: number };

export type ContributionRow = Contribution & { position: number; seq: number };
export type CodedEventRow = {
  codedEventId: string;
  status: 'coded' | 'suppressed';
  reportId: string;
  position: number;
  seq: number;
  type: string;
  eventDay: Day | null;
  subjects: string[];
  data: LoggedEvent | LoggedSuppressed;
};

/** What a batch of log events writes into the views. Withdrawals and alert changes go straight to the tables. */
export type Effects = {
  reports: Map<string, ReportDay>;
  pastReports: PastReportDay[];
  contributions: ContributionRow[];
  codedEvents: CodedEventRow[];
};

/** The log tells of a report that it never received. */
export class OrphanEvent extends Error {}

/** Events whose effect is a change of what one report is or says. */
export type ReportEvent = Extract<
  Recorded,
  { type: 'ReportReceived' | 'ReportCoded' | 'ReportNotCoded' | 'ReportFailed' | 'ReportReplayed' }
>;

/**
 * Folds one report event into the effects. `effects.reports` must hold the report of every event but `ReportReceived`;
 * throws `OrphanEvent` otherwise.
 */
export function foldReportEvent(effects: Effects, event: ReportEvent): void {
  if (event.type === 'ReportReceived') {
    effects.reports.set(event.data.reportId, received(event));
    return;
  }
  const report = effects.reports.get(event.data.reportId);
  if (!report)
    throw new OrphanEvent(
      `position ${event.position} tells of report ${event.data.reportId}, which the log never received`,
    );
  effects.pastReports.push({ ...report, untilPosition: event.position });
  report.changedPosition = event.position;
  report.outcomePosition = event.position;
  switch (event.type) {
    case 'ReportCoded':
      Object.assign(report, {
        outcome: 'coded',
        reason: null,
        countries: event.data.countries,
        language: event.data.language,
      });
      foldEvents(effects, report, event.position, event.data.events, event.data.suppressed);
      break;
    case 'ReportNotCoded':
      Object.assign(report, {
        outcome: 'not-coded',
        reason: event.data.reason,
        countries: event.data.countries,
        language: event.data.language,
      });
      foldEvents(effects, report, event.position, [], event.data.suppressed);
      break;
    case 'ReportFailed':
      Object.assign(report, { outcome: 'failed', reason: event.data.reason });
      break;
    case 'ReportReplayed':
      Object.assign(report, { outcome: 'pending', reason: null, outcomePosition: null });
      break;
    default:
      event satisfies never;
  }
}

function received(event: Recorded<Extract<LogEvent, { type: 'ReportReceived' }>>): ReportDay {
  const { data } = event;
  const ownOutlet = `source:${data.sourceId}`;
  return {
    reportId: data.reportId,
    sourceId: data.sourceId,
    receivedPosition: event.position,
    receivedAt: event.recordedAt,
    publishedDay: data.publishedDay ?? dayOf(Date.parse(event.recordedAt)),
    publishedAt: data.publishedAt,
    outlet: data.outlet ?? ownOutlet,
    outletFamily: data.outletFamily ?? ownOutlet,
    demo: data.demo,
    outcome: 'pending',
    reason: null,
    language: data.language,
    countries: [],
    outcomePosition: null,
    earliestEventDay: null,
    withdrawnPosition: null,
    changedPosition: event.position,
  };
}

function foldEvents(
  effects: Effects,
  report: ReportDay,
  position: number,
  coded: readonly LoggedEvent[],
  suppressed: readonly LoggedSuppressed[],
): void {
  const origin = {
    reportId: report.reportId,
    source: report.sourceId,
    outletFamily: report.outletFamily,
    publishedAt: report.publishedAt,
  };
  let seq = 0;
  for (const event of coded) {
    // What is read only after its source was withdrawn was never in the numbers, and stays out.
    const rows = report.withdrawnPosition === null ? contributionsOf(event, origin) : [];
    for (const row of rows) effects.contributions.push({ ...row, position, seq: seq++ });
    if (event.date !== null && (report.earliestEventDay === null || event.date < report.earliestEventDay))
      report.earliestEventDay = event.date;
    effects.codedEvents.push(
      eventRow(
        'coded',
        event,
        report.reportId,
        position,
        effects.codedEvents,
        rows.map(row => row.subject),
      ),
    );
  }
  for (const event of suppressed)
    effects.codedEvents.push(eventRow('suppressed', event, report.reportId, position, effects.codedEvents, []));
}

function eventRow(
  status: 'coded' | 'suppressed',
  data: LoggedEvent | LoggedSuppressed,
  reportId: string,
  position: number,
  before: readonly CodedEventRow[],
  subjects: string[],
): CodedEventRow {
  const last = before.at(-1);
  const seq = last?.position === position ? last.seq + 1 : 0;
  return {
    codedEventId: data.id,
    status,
    reportId,
    position,
    seq,
    type: data.type,
    eventDay: data.date,
    subjects,
    data,
  };
}
