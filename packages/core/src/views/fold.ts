import { actOf, type ContributionReason, type ReportOrigin, subjectsOf } from '../domain/contribution.ts';
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

/** A row of `coded_events`: in force until `untilPosition`. */
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
  untilPosition: number | null;
};

/** A coded event that counts, or no longer does, with the report that tells it. */
export type Told = { event: LoggedEvent; origin: ReportOrigin; seq: number };
/** What one log event did to the coded events that count. */
export type Recount = { position: number; reason: ContributionReason; removed: Told[]; added: Told[] };

/** What a batch of log events writes of reports and their events. What it means for stories is worked out from `recounts`. */
export type Effects = {
  reports: Map<string, ReportDay>;
  pastReports: PastReportDay[];
  prints: { reportId: string; position: number; minhash: number[] }[];
  /** Rows of coded events in force, by report, in the order of position and place. */
  standing: Map<string, CodedEventRow[]>;
  /** Rows that are new, and rows that went out of force. */
  codedEvents: CodedEventRow[];
  closedEvents: CodedEventRow[];
  recounts: Recount[];
};

/** The log tells of a report that it never received. */
export class OrphanEvent extends Error {}

const REPORT_EVENTS = [
  'ReportReceived',
  'ReportCoded',
  'ReportNotCoded',
  'ReportFailed',
  'ReportReplayed',
  'SourceWithdrawn',
] as const;

/** Events whose effect is a change of what reports are or say. */
export type ReportEvent = Extract<Recorded, { type: (typeof REPORT_EVENTS)[number] }>;

export function isReportEvent(event: Recorded): event is ReportEvent {
  return REPORT_EVENTS.some(type => type === event.type);
}

/**
 * Folds one report event into the effects. `effects.reports` must hold the report of every event but `ReportReceived`,
 * and those of a source that is withdrawn; `effects.standing` what was read of them. Throws `OrphanEvent` otherwise.
 */
export function foldReportEvent(effects: Effects, event: ReportEvent): void {
  if (event.type === 'ReportReceived') {
    const { reportId, minhash } = event.data;
    effects.reports.set(reportId, received(event));
    effects.prints.push({ reportId, position: event.position, minhash });
    return;
  }
  if (event.type === 'SourceWithdrawn') {
    const { sourceId } = event.data;
    withdraw(
      effects,
      event.position,
      [...effects.reports.values()].filter(report => report.sourceId === sourceId),
    );
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
  // Read before, and now read otherwise: by another coder.
  const reason = report.outcome === 'coded' || report.outcome === 'not-coded' ? 'reclassified' : 'coded';
  switch (event.type) {
    case 'ReportCoded':
      Object.assign(report, {
        outcome: 'coded',
        reason: null,
        countries: event.data.countries,
        language: event.data.language,
      });
      state(effects, report, event.position, reason, [
        ...event.data.events.map(coded),
        ...event.data.suppressed.map(suppressed),
      ]);
      break;
    case 'ReportNotCoded':
      Object.assign(report, {
        outcome: 'not-coded',
        reason: event.data.reason,
        countries: event.data.countries,
        language: event.data.language,
      });
      state(effects, report, event.position, reason, event.data.suppressed.map(suppressed));
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

type Stated = Pick<CodedEventRow, 'status' | 'data'>;
const coded = (data: LoggedEvent): Stated => ({ status: 'coded', data });
const suppressed = (data: LoggedSuppressed): Stated => ({ status: 'suppressed', data });

/** Puts what a report tells from now on in the place of what it told. Of two events with one id the first stands. */
function state(
  effects: Effects,
  report: ReportDay,
  position: number,
  reason: ContributionReason,
  stated: readonly Stated[],
): void {
  const before = new Map((effects.standing.get(report.reportId) ?? []).map(row => [row.codedEventId, row]));
  const after = new Map<string, CodedEventRow>();
  const told = { removed: [] as Told[], added: [] as Told[] };
  const origin = originOf(report);
  let seq = 0;
  for (const { status, data } of stated) {
    const old = before.get(data.id);
    if (after.has(data.id)) continue;
    if (old?.status === status && JSON.stringify(old.data) === JSON.stringify(data)) {
      after.set(data.id, old);
      continue;
    }
    const row = eventRow(report, position, seq++, status, data);
    effects.codedEvents.push(row);
    after.set(data.id, row);
    told.added.push(...toldBy(row, origin));
  }
  for (const row of before.values()) {
    if (after.get(row.codedEventId) === row) continue;
    row.untilPosition = position;
    effects.closedEvents.push(row);
    told.removed.push(...toldBy(row, origin));
  }
  effects.standing.set(
    report.reportId,
    [...after.values()].sort((a, b) => a.position - b.position || a.seq - b.seq),
  );
  report.earliestEventDay = [...after.values()].reduce<Day | null>(
    (first, { status, eventDay }) =>
      status === 'coded' && eventDay !== null && (first === null || eventDay < first) ? eventDay : first,
    null,
  );
  // What is read only after its source was withdrawn was never in the numbers, and stays out.
  if (report.withdrawnPosition === null && told.removed.length + told.added.length > 0)
    effects.recounts.push({ position, reason, ...told });
}

/** Takes what reports tell out of the numbers, for good. */
function withdraw(effects: Effects, position: number, reports: readonly ReportDay[]): void {
  const inForce = reports
    .filter(report => report.withdrawnPosition === null)
    .sort((a, b) => (a.reportId < b.reportId ? -1 : 1));
  const removed = inForce.flatMap(report =>
    (effects.standing.get(report.reportId) ?? []).flatMap(row => toldBy(row, originOf(report))),
  );
  if (removed.length > 0) effects.recounts.push({ position, reason: 'withdrawn', removed, added: [] });
  for (const report of inForce) {
    effects.pastReports.push({ ...report, untilPosition: position });
    report.withdrawnPosition = position;
    report.changedPosition = position;
  }
}

/** The event of a row when it counts: one that is coded and has a day. */
function toldBy(row: CodedEventRow, origin: ReportOrigin): Told[] {
  return row.status === 'coded' && row.eventDay !== null ? [{ event: row.data, origin, seq: row.seq }] : [];
}

function originOf({ reportId, sourceId, outletFamily, publishedAt }: ReportDay): ReportOrigin {
  return { reportId, source: sourceId, outletFamily, publishedAt };
}

function eventRow(
  report: ReportDay,
  position: number,
  seq: number,
  status: CodedEventRow['status'],
  data: CodedEventRow['data'],
): CodedEventRow {
  const counts = status === 'coded' && data.date !== null && report.withdrawnPosition === null;
  return {
    codedEventId: data.id,
    status,
    reportId: report.reportId,
    position,
    seq,
    type: data.type,
    eventDay: data.date,
    subjects: counts ? subjectsOf(actOf(data)).map(({ subject }) => subject) : [],
    data,
    untilPosition: null,
  };
}
