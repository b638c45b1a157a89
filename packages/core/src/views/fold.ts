import type { ContributionReason, ReportOrigin } from '../domain/contribution.ts';
import type { Correction, CorrectionEvent } from '../domain/correction.ts';
import { type Day, dayOf } from '../domain/day.ts';
import type { LogEvent, LoggedEvent, LoggedSuppressed, Recorded } from '../domain/log-event.ts';
import { fnv1a } from '../domain/minhash.ts';
import { restate, withdraw } from './restate.ts';

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
  textKey: number | null;
  /** Countries that the coder found named. */
  named: string[];
  /** These, and those of the events that a person amended or added. */
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
  status: 'coded' | 'suppressed' | 'rejected';
  reportId: string;
  position: number;
  seq: number;
  type: string;
  eventDay: Day | null;
  subjects: string[];
  data: LoggedEvent | LoggedSuppressed;
  /** What the coder read, where a person amended it. */
  original: LoggedEvent | null;
  /** Corrections that made the event what it is. */
  corrections: string[];
  /** A person's own: no coder read it. */
  added: boolean;
  untilPosition: number | null;
};

/** A row of `corrections`: what a person did, and who undid it when. */
export type CorrectionRow = {
  correctionId: string;
  reportId: string;
  position: number;
  recordedAt: string;
  userId: string | null;
  correction: Correction;
  undonePosition: number | null;
  undone: { at: string; userId: string | null; reason: string } | null;
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
  /** Corrections of the reports, in order. */
  corrections: Map<string, CorrectionRow[]>;
  /** Those that are new or were undone. */
  changedCorrections: Set<CorrectionRow>;
  recounts: Recount[];
};

/** Effects that nothing has had yet. */
export function emptyEffects(): Effects {
  return {
    reports: new Map(),
    pastReports: [],
    prints: [],
    standing: new Map(),
    codedEvents: [],
    closedEvents: [],
    corrections: new Map(),
    changedCorrections: new Set(),
    recounts: [],
  };
}

/** The log tells of a report that it never received. */
export class OrphanEvent extends Error {}

const REPORT_EVENTS = [
  'ReportReceived',
  'ReportCoded',
  'ReportNotCoded',
  'ReportFailed',
  'ReportReplayed',
  'ReportWithdrawn',
  'SourceWithdrawn',
  'CodedEventRejected',
  'CodedEventCorrected',
  'CodedEventAdded',
  'CorrectionUndone',
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
  if (event.type === 'ReportWithdrawn') {
    withdraw(effects, event.position, [report]);
    return;
  }
  effects.pastReports.push({ ...report, untilPosition: event.position });
  report.changedPosition = event.position;
  // Read before, and now read otherwise: by another coder.
  const reason = report.outcome === 'coded' || report.outcome === 'not-coded' ? 'reclassified' : 'coded';
  switch (event.type) {
    case 'ReportCoded': {
      const { countries: named, language, events, suppressed } = event.data;
      Object.assign(report, { outcome: 'coded', outcomePosition: event.position, reason: null, named, language });
      restate(effects, report, event.position, reason, { coded: events, suppressed });
      break;
    }
    case 'ReportNotCoded': {
      const { countries: named, language, suppressed } = event.data;
      Object.assign(report, { outcome: 'not-coded', outcomePosition: event.position, reason: event.data.reason });
      Object.assign(report, { named, language });
      restate(effects, report, event.position, reason, { coded: [], suppressed });
      break;
    }
    case 'ReportFailed':
      Object.assign(report, { outcome: 'failed', outcomePosition: event.position, reason: event.data.reason });
      break;
    case 'ReportReplayed':
      Object.assign(report, { outcome: 'pending', reason: null, outcomePosition: null });
      break;
    case 'CodedEventRejected':
    case 'CodedEventCorrected':
    case 'CodedEventAdded':
    case 'CorrectionUndone':
      noteCorrection(effects, event);
      restate(effects, report, event.position, event.type === 'CodedEventAdded' ? 'coded' : 'corrected');
      break;
    default:
      event satisfies never;
  }
}

type Correcting = Extract<ReportEvent, { type: CorrectionEvent['type'] }>;

function noteCorrection(effects: Effects, event: Correcting): void {
  const { reportId, correctionId, reason } = event.data;
  const known = effects.corrections.get(reportId) ?? [];
  const userId = event.meta.userId ?? null;
  if (event.type === 'CorrectionUndone') {
    const row = known.find(it => it.correctionId === correctionId && it.undone === null);
    if (!row) return;
    row.undonePosition = event.position;
    row.undone = { at: event.recordedAt, userId, reason };
    effects.changedCorrections.add(row);
    return;
  }
  const { type, data, position, recordedAt } = event;
  // The pair stays together: both come from one member of the union.
  const correction = { type, data } as Correction;
  const row = { correctionId, reportId, position, recordedAt, userId, correction, undonePosition: null, undone: null };
  effects.corrections.set(reportId, [...known, row]);
  effects.changedCorrections.add(row);
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
    textKey: data.minhash.length === 0 ? null : fnv1a(data.minhash.join(' ')) | 0,
    named: [],
    countries: [],
    outcomePosition: null,
    earliestEventDay: null,
    withdrawnPosition: null,
    changedPosition: event.position,
  };
}
