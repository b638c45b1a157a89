import { sql } from 'drizzle-orm';
import {
  actFields,
  type CodedReport,
  type Correction,
  type CorrectionCommand,
  decideCorrection,
  namedParty,
  overlap,
  triggerOf,
} from '../domain/correction.ts';
import type { EventId, Position, ReportId } from '../domain/ids.ts';
import type { LoggedEvent, Recorded } from '../domain/log-event.ts';
import type { EventType } from '../domain/ontology.ts';
import { append, VersionConflict } from './append.ts';
import type { Database } from './database.ts';
import { codedEventId, deriveId } from './ids.ts';
import { readStream } from './read.ts';

/** An event that nobody read, as a person tells it. `date` without one is the day of publication. */
export type MissedEvent = {
  start: number;
  end: number;
  type: EventType;
  mode: string | null;
  actors: string[];
  recipients: string[];
  date: string | null;
};

/** What a person wants; `version` is that of the report's corrections as they saw them, 0 before the first. */
export type CorrectionRequest = {
  reportId: ReportId;
  version: number;
  userId: string;
  wanted: Exclude<CorrectionCommand, { do: 'add' }> | { do: 'add'; missed: MissedEvent; reason: string };
};

export type CorrectionOutcome =
  | { status: 'corrected'; position: Position; version: number; correctionId: EventId }
  /** Somebody else corrected the report since; `version` is that of the corrections as they stand. */
  | { status: 'conflict'; version: number }
  | { status: 'refused'; problem: string }
  | { status: 'no-report' };

/** Stream of the corrections of one report. */
const correctionStream = (reportId: ReportId): string => `corrections-${reportId}`;

/**
 * Corrects the coding of a report, if nobody else has since it was looked at. The same request again answers as the first
 * time. It is decided on the log, so that views which lag cannot mislead it.
 */
export async function correct(db: Database, request: CorrectionRequest): Promise<CorrectionOutcome> {
  const { reportId, version, userId, wanted } = request;
  const report = await readReport(db, reportId);
  if (!report) return { status: 'no-report' };
  const streamId = correctionStream(reportId);
  const history = await readStream(db, streamId);
  const correctionId = deriveId('correction', reportId, version + 1, JSON.stringify(wanted));
  const eventId = deriveId('corrected', correctionId);
  const repeated = history.find(event => event.eventId === eventId);
  if (repeated) {
    const { position, streamVersion } = repeated;
    return { status: 'corrected', position, version: streamVersion, correctionId };
  }
  if (history.length !== version) return { status: 'conflict', version: history.length };
  const command = wanted.do === 'add' ? { ...wanted, event: told(reportId, wanted.missed, report) } : wanted;
  const state = { report: report.coding, corrections: inForce(history), textLength: report.textLength };
  const decision = decideCorrection(command, state, { reportId, correctionId });
  if (!decision.ok) return { status: 'refused', problem: decision.problem };
  try {
    const [appended] = await append(db, [{ ...decision.event, eventId, streamId, meta: { userId } }], {
      [streamId]: version,
    });
    return { status: 'corrected', position: appended?.position ?? 0, version: version + 1, correctionId };
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    return { status: 'conflict', version: (await readStream(db, streamId)).length };
  }
}

/** Corrections of a stream that have not been undone, in order. */
function inForce(history: readonly Recorded[]): Correction[] {
  const standing = new Map<EventId, Correction>();
  for (const { type, data } of history) {
    if (type === 'CorrectionUndone') standing.delete(data.correctionId);
    else if (type === 'CodedEventRejected' || type === 'CodedEventCorrected' || type === 'CodedEventAdded')
      // The pair stays together: both come from one member of the union.
      standing.set(data.correctionId, { type, data } as Correction);
  }
  return [...standing.values()];
}

type Report = { coding: CodedReport; textLength: number; publishedDay: string | null };

async function readReport(db: Database, reportId: ReportId): Promise<Report | null> {
  const { rows } = await db.execute<{ text: string }>(
    sql`select r.text from reports r join sources s on s.source_id = r.source_id where r.report_id = ${reportId} and not s.withdrawn`,
  );
  const [row] = rows;
  const events = await readStream(db, `report-${reportId}`);
  if (!row || events.some(event => event.type === 'ReportWithdrawn')) return null;
  const received = events.find(event => event.type === 'ReportReceived');
  const coded = events.findLast(event => event.type === 'ReportCoded' || event.type === 'ReportNotCoded');
  const coding: CodedReport =
    coded?.type === 'ReportCoded'
      ? { coded: coded.data.events, suppressed: coded.data.suppressed }
      : { coded: [], suppressed: coded?.type === 'ReportNotCoded' ? coded.data.suppressed : [] };
  const publishedDay =
    received?.type === 'ReportReceived' ? (received.data.publishedDay ?? received.recordedAt.slice(0, 10)) : null;
  return { coding, textLength: row.text.length, publishedDay };
}

/** A missed event in full. It takes the words of a candidate that the coder saw there, so that it can join a story. */
function told(reportId: ReportId, missed: MissedEvent, { coding, publishedDay }: Report): LoggedEvent {
  const { start, end, type, mode, date } = missed;
  const seen = [...coding.coded, ...coding.suppressed].find(it => overlap(triggerOf(it), missed));
  const event = {
    ...actFields(type, mode),
    actors: missed.actors.map(code => namedParty(code, start)),
    recipients: missed.recipients.map(code => namedParty(code, start)),
    reciprocal: false,
    magnitude: null,
    location: null,
    date: date ?? publishedDay,
    datePrecision: 'day' as const,
    dateSource: date === null ? ('publication' as const) : ('explicit' as const),
    factuality: 'realised' as const,
    tense: 'none' as const,
    attribution: null,
    confidence: { type: 1, actor: 1, recipient: 1, date: 1, overall: 1 },
    evidence: [{ start, end, role: 'trigger' as const, rule: 'person', weight: 1 }],
    lemmas: seen?.lemmas ?? [],
  };
  return { ...event, id: codedEventId(reportId, event) };
}

/** Takes a report out of the numbers for good, and answers the position of that; null when there is none, or it is out already. */
export async function withdrawReport(
  db: Database,
  reportId: ReportId,
  reason: string,
  userId: string,
): Promise<Position | null> {
  if (!(await readReport(db, reportId))) return null;
  const [appended] = await append(db, [
    {
      type: 'ReportWithdrawn',
      data: { reportId, reason },
      eventId: deriveId('report-withdrawn', reportId),
      streamId: `report-${reportId}`,
      meta: { userId },
    },
  ]);
  return appended?.position ?? null;
}
