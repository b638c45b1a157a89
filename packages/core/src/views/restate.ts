import { actOf, type ContributionReason, type ReportOrigin, subjectsOf } from '../domain/contribution.ts';
import { type CodedReport, type StandingEvent, standingEvents } from '../domain/correction.ts';
import type { Day } from '../domain/day.ts';
import type { LoggedEvent, LoggedSuppressed } from '../domain/log-event.ts';
import type { CodedEventRow, Effects, ReportDay, Told } from './fold.ts';
import { canonical } from './json.ts';

/**
 * Puts what a report tells from now on in the place of what it told: what the coder read, after the corrections in force.
 * Without a new coding the one that stands is corrected. Of two events with one id the first stands.
 */
export function restate(
  effects: Effects,
  report: ReportDay,
  position: number,
  reason: ContributionReason,
  coding?: CodedReport,
): void {
  const rows = effects.standing.get(report.reportId) ?? [];
  const corrections = (effects.corrections.get(report.reportId) ?? []).filter(it => it.undone === null);
  const stated = standingEvents(
    coding ?? codingOf(rows),
    corrections.map(it => it.correction),
  );
  const before = new Map(rows.map(row => [row.codedEventId, row]));
  const after = new Map<string, CodedEventRow>();
  const told = { removed: [] as Told[], added: [] as Told[] };
  const origin = originOf(report);
  let seq = 0;
  for (const it of stated) {
    if (after.has(it.event.id)) continue;
    const row = eventRow(report, position, seq, it);
    const old = before.get(it.event.id);
    if (old && contentOf(old) === contentOf(row)) {
      after.set(it.event.id, old);
      continue;
    }
    seq += 1;
    effects.codedEvents.push(row);
    after.set(it.event.id, row);
    told.added.push(...toldBy(row, origin));
  }
  for (const row of before.values()) {
    if (after.get(row.codedEventId) === row) continue;
    row.untilPosition = position;
    effects.closedEvents.push(row);
    told.removed.push(...toldBy(row, origin));
  }
  const standing = [...after.values()].sort((a, b) => a.position - b.position || a.seq - b.seq);
  effects.standing.set(report.reportId, standing);
  const coded = standing.filter(row => row.status === 'coded');
  report.earliestEventDay = coded.reduce<Day | null>(
    (first, { eventDay }) => (eventDay !== null && (first === null || eventDay < first) ? eventDay : first),
    null,
  );
  report.countries = [...new Set([...report.named, ...coded.flatMap(countriesByHand)])].sort();
  // What is read only after its source was withdrawn was never in the numbers, and stays out.
  if (report.withdrawnPosition === null && told.removed.length + told.added.length > 0)
    effects.recounts.push({ position, reason, ...told });
}

/** What the coder read of a report, by its rows in force. */
function codingOf(rows: readonly CodedEventRow[]): CodedReport {
  const read = rows.filter(row => !row.added);
  return {
    coded: read.filter(row => row.status !== 'suppressed').map(row => row.original ?? row.data),
    // Sound: a row is suppressed exactly when its data is.
    suppressed: read.filter(row => row.status === 'suppressed').map(row => row.data as LoggedSuppressed),
  };
}

/** Countries of an event that a person had a hand in, which the coder may not have found. */
function countriesByHand({ corrections, data }: CodedEventRow): string[] {
  if (corrections.length === 0) return [];
  return [...data.actors, ...data.recipients].flatMap(party => (party.country === null ? [] : [party.country]));
}

function contentOf({ status, data, original, corrections, added }: CodedEventRow): string {
  return canonical([status, data, original, corrections, added]);
}

/** Takes what reports tell out of the numbers, for good. */
export function withdraw(effects: Effects, position: number, reports: readonly ReportDay[]): void {
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

function eventRow(report: ReportDay, position: number, seq: number, it: StandingEvent): CodedEventRow {
  const data: LoggedEvent | LoggedSuppressed = it.event;
  const counts = it.status === 'coded' && data.date !== null && report.withdrawnPosition === null;
  return {
    codedEventId: data.id,
    status: it.status,
    reportId: report.reportId,
    position,
    seq,
    type: data.type,
    eventDay: data.date,
    subjects: counts ? subjectsOf(actOf(data)).map(({ subject }) => subject) : [],
    data,
    original: it.original,
    corrections: it.corrections,
    added: it.added,
    untilPosition: null,
  };
}
