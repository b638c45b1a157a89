import type { Party, Span } from './coded-event.ts';
import { type Day, isDay } from './day.ts';
import type { EventId, ReportId } from './ids.ts';
import type { LoggedEvent, LoggedSuppressed } from './log-event.ts';
import { type EventType, modesOf, quadOf, scoreOf } from './ontology.ts';

/** What a person says instead of what the coder read. Codes of countries; a side without one is empty. */
export type Amendment =
  | { what: 'type'; type: EventType; mode: string | null }
  | { what: 'parties'; actors: string[]; recipients: string[] }
  | { what: 'date'; date: Day };

/** The event that a correction was made on, so that it is found again among those of another coder. */
export type Target = { codedEventId: EventId; span: Span; type: EventType };

/** What a person did to the coding of a report; `reason` in their words. */
export type CorrectionEvent =
  | { type: 'CodedEventRejected'; data: { reportId: ReportId; correctionId: EventId; target: Target; reason: string } }
  | {
      type: 'CodedEventCorrected';
      data: {
        reportId: ReportId;
        correctionId: EventId;
        target: Target;
        amendment: Amendment;
        /** The event as the coder read it: it counts, amended, even where a later coder sees nothing. Null for an added one. */
        on: LoggedEvent | null;
        reason: string;
      };
    }
  | { type: 'CodedEventAdded'; data: { reportId: ReportId; correctionId: EventId; event: LoggedEvent; reason: string } }
  | { type: 'CorrectionUndone'; data: { reportId: ReportId; correctionId: EventId; reason: string } };

/** A correction that has not been undone. */
export type Correction = Exclude<CorrectionEvent, { type: 'CorrectionUndone' }>;

/** What the coder read in a report: events that count, and candidates that it set aside. */
export type CodedReport = { coded: readonly LoggedEvent[]; suppressed: readonly LoggedSuppressed[] };

type Common = {
  /** Corrections that made it what it is, in order. */
  corrections: EventId[];
  /** A person's own: no coder read it. */
  added: boolean;
};
/** One event of a report as it stands: as coded, amended, added, or not counted. `original` is what the coder read before it was amended. */
export type StandingEvent = Common &
  (
    | { status: 'coded' | 'rejected'; event: LoggedEvent; original: LoggedEvent | null }
    | { status: 'suppressed'; event: LoggedSuppressed; original: null }
  );

/** The act itself in the text. */
export function triggerOf(event: Pick<LoggedEvent, 'evidence'>): Span {
  const trigger = event.evidence.find(part => part.role === 'trigger');
  return trigger ? { start: trigger.start, end: trigger.end } : { start: 0, end: 0 };
}

/**
 * The events of a report after its corrections, in order. Each correction goes to the events that it fits best: the very
 * one, else one with its trigger and type, its trigger, an overlapping trigger and type, an overlapping trigger. A
 * person's word stands over the coder's: what they amended or added counts whatever a later coder reads there.
 */
export function standingEvents(report: CodedReport, corrections: readonly Correction[]): StandingEvent[] {
  const events: StandingEvent[] = [
    ...report.coded.map(event => ({ status: 'coded' as const, event, original: null, corrections: [], added: false })),
    ...report.suppressed.map(event => ({
      status: 'suppressed' as const,
      event,
      original: null,
      corrections: [],
      added: false,
    })),
  ];
  for (const correction of corrections) correct(events, correction);
  return events;
}

function correct(events: StandingEvent[], { type, data }: Correction): void {
  const at = (target: Target) => fitting(events, target);
  switch (type) {
    case 'CodedEventRejected':
      for (const i of at(data.target)) replace(events, i, it => ({ ...it, status: 'rejected' }), data.correctionId);
      break;
    case 'CodedEventCorrected': {
      let found = at(data.target);
      if (found.length === 0 && data.on !== null) {
        events.push({ status: 'coded', event: data.on, original: null, corrections: [], added: true });
        found = [events.length - 1];
      }
      for (const i of found)
        replace(
          events,
          i,
          it => ({ ...it, event: amend(it.event, data.amendment), original: it.original ?? it.event }),
          data.correctionId,
        );
      break;
    }
    case 'CodedEventAdded': {
      const span = triggerOf(data.event);
      events.forEach((it, i) => {
        if (it.status === 'coded' && !it.added && overlap(triggerOf(it.event), span))
          replace(events, i, is => ({ ...is, status: 'rejected' }), data.correctionId);
      });
      events.push({
        status: 'coded',
        event: data.event,
        original: null,
        corrections: [data.correctionId],
        added: true,
      });
      break;
    }
  }
}

type Counted = Extract<StandingEvent, { status: 'coded' | 'rejected' }>;

function replace(events: StandingEvent[], i: number, change: (it: Counted) => Counted, by: EventId): void {
  const it = events[i];
  if (it && it.status !== 'suppressed') events[i] = { ...change(it), corrections: [...it.corrections, by] };
}

/** Places of the events in force that fit a target best. */
function fitting(events: readonly StandingEvent[], { codedEventId, span, type }: Target): number[] {
  const inForce = events.flatMap((it, i) => (it.status === 'coded' ? [{ event: it.event, i }] : []));
  const same = (event: LoggedEvent) => triggerOf(event).start === span.start && triggerOf(event).end === span.end;
  const near = (event: LoggedEvent) => overlap(triggerOf(event), span);
  const fits: ((event: LoggedEvent) => boolean)[] = [
    event => event.id === codedEventId,
    event => same(event) && event.type === type,
    same,
    event => near(event) && event.type === type,
    near,
  ];
  for (const fit of fits) {
    const found = inForce.filter(({ event }) => fit(event));
    if (found.length > 0) return found.map(({ i }) => i);
  }
  return [];
}

export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * An event with a person's word in it. Who names the act or its parties is sure of both (overall 1); a date changes when it
 * happened and not how sure the coder was that it did.
 */
function amend(event: LoggedEvent, amendment: Amendment): LoggedEvent {
  const { confidence } = event;
  switch (amendment.what) {
    case 'type': {
      const { type, mode } = amendment;
      const sure = { ...confidence, type: 1, overall: 1 };
      return { ...event, ...actFields(type, mode), confidence: sure };
    }
    case 'parties': {
      const { start } = triggerOf(event);
      const known = [...event.actors, ...event.recipients];
      const side = (codes: readonly string[]) =>
        codes.map(code => known.find(party => party.country === code) ?? namedParty(code, start));
      const [actors, recipients] = [side(amendment.actors), side(amendment.recipients)];
      const kept = new Set([...actors, ...recipients].map(party => `${party.span.start} ${party.span.end}`));
      const sure = { ...confidence, actor: 1, recipient: 1, overall: 1 };
      const evidence = event.evidence.filter(
        part => (part.role !== 'actor' && part.role !== 'recipient') || kept.has(`${part.start} ${part.end}`),
      );
      return { ...event, actors, recipients, reciprocal: false, evidence, confidence: sure };
    }
    case 'date':
      return {
        ...event,
        date: amendment.date,
        datePrecision: 'day',
        dateSource: 'explicit',
        confidence: { ...confidence, date: 1 },
      };
  }
}

/** Everything of an event that follows from its type and mode alone. */
export function actFields(type: EventType, mode: string | null) {
  const quad = quadOf(type);
  return { type, mode, quad, score: scoreOf(type, mode), cameo: null, goldstein: null, context: [] };
}

/** A country that a person named; it stands nowhere in the text. */
export function namedParty(country: string, at: number): Party {
  return { span: { start: at, end: at }, country, sector: 'GOV', entity: null, how: 'corrected' };
}

/** What a person wants done. `event` is the id of an event as they saw it. */
export type CorrectionCommand = { reason: string } & (
  | { do: 'reject'; event: EventId }
  | { do: 'amend'; event: EventId; amendment: Amendment }
  | { do: 'add'; event: LoggedEvent }
  | { do: 'undo'; correction: EventId }
);

/** What a decision is made from: the coding of the report, its corrections in force, and the length of its text. */
export type CorrectionState = { report: CodedReport; corrections: readonly Correction[]; textLength: number };

/** Why something cannot be corrected that way, in a sentence with what to do. */
export type CorrectionDecision = { ok: true; event: CorrectionEvent } | { ok: false; problem: string };

/**
 * Decides on a correction. An event in force can be rejected or amended, a rejected one only undone first; where an event
 * stands none can be added. `correctionId` is that of the new correction.
 */
export function decideCorrection(
  command: CorrectionCommand,
  state: CorrectionState,
  ids: { reportId: ReportId; correctionId: EventId },
): CorrectionDecision {
  const events = standingEvents(state.report, state.corrections);
  const refuse = (problem: string): CorrectionDecision => ({ ok: false, problem });
  const { reason } = command;
  switch (command.do) {
    case 'undo': {
      const standing = state.corrections.some(({ data }) => data.correctionId === command.correction);
      if (!standing) return refuse('No correction of that id stands on this report; it may have been undone already.');
      return {
        ok: true,
        event: { type: 'CorrectionUndone', data: { ...ids, correctionId: command.correction, reason } },
      };
    }
    case 'add': {
      const span = triggerOf(command.event);
      if (span.start < 0 || span.end <= span.start || span.end > state.textLength)
        return refuse(`The words must lie in the text, which has ${state.textLength} characters.`);
      const there = events.find(it => it.status === 'coded' && overlap(triggerOf(it.event), span));
      if (there) return refuse('An event stands on these words already; correct that one.');
      const fault = faultOf(command.event.type, command.event.mode, command.event.date);
      if (fault !== null) return refuse(fault);
      return { ok: true, event: { type: 'CodedEventAdded', data: { ...ids, event: command.event, reason } } };
    }
    case 'reject':
    case 'amend': {
      const found = events.find(it => it.event.id === command.event);
      if (!found) return refuse('The report has no event of that id; load it again.');
      if (found.status === 'suppressed') return refuse('The coder set this one aside, and it counts nothing as it is.');
      if (found.status === 'rejected') return refuse('It was marked as not an event; undo that first.');
      const target: Target = { codedEventId: found.event.id, span: triggerOf(found.event), type: found.event.type };
      if (command.do === 'reject')
        return { ok: true, event: { type: 'CodedEventRejected', data: { ...ids, target, reason } } };
      const { amendment } = command;
      const amended = amend(found.event, amendment);
      const fault = faultOf(amended.type, amendment.what === 'type' ? amendment.mode : null, amended.date);
      if (fault !== null) return refuse(fault);
      if (JSON.stringify(says(amended)) === JSON.stringify(says(found.event)))
        return refuse('That is what the event says already.');
      const on = found.added ? null : (found.original ?? found.event);
      return { ok: true, event: { type: 'CodedEventCorrected', data: { ...ids, target, amendment, on, reason } } };
    }
  }
}

/** What a person can say of an event. */
function says({ type, mode, actors, recipients, date }: LoggedEvent) {
  return [type, mode, actors.map(it => it.country), recipients.map(it => it.country), date];
}

function faultOf(type: EventType, mode: string | null, date: Day | null): string | null {
  if (mode !== null && !modesOf(type).includes(mode))
    return `${type} has no mode ${mode}; there is: ${modesOf(type).join(', ') || 'none'}.`;
  if (date !== null && !isDay(date)) return `${date} is no day; write it as 2024-01-25.`;
  return null;
}
