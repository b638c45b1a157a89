import { stepAlert } from './alert.ts';
import type { Severity } from './alert-event.ts';
import { type AlertAct, type AlertState, FIRST_STATE, type RuleReading } from './alert-state.ts';
import type { CountedReport } from './coverage.ts';
import { addDays, type Day, dayOf } from './day.ts';
import { NO_FACTS, type SubjectFacts } from './facts.ts';
import type { DaySum } from './mass.ts';
import { ruleReader } from './rule-reading.ts';
import type { Threshold } from './threshold.ts';

/**
 * What became known at an instant (milliseconds since 1970): changes of day sums, and reports that cover the subject from
 * then on, or no more (null).
 */
export type Learned = {
  at: number;
  sums: readonly DaySum[];
  reports: readonly { reportId: string; report: CountedReport | null }[];
};

/** A reading that a rule would have taken, at the instant from which it would have taken it. */
export type Moment = { at: number; reading: RuleReading };
/** Instants in milliseconds since 1970; `from` and `to` are included. */
export type Range = { from: number; to: number };

/** How often the clock is looked at in a backtest, in milliseconds: every whole hour. */
const BACKTEST_TICK_MS = 3_600_000;

/**
 * The readings of a rule over a range of time, each as it was known then: one at its start, one at each midnight, and one
 * whenever something was learned. `learned` is in the order of time. Lines play no part, so that many can be tried on them.
 */
export function momentsOf(
  rule: Pick<Threshold, 'indicator' | 'comparison' | 'change'>,
  learned: readonly Learned[],
  { from, to }: Range,
): Moment[] {
  const sums = new Map<Day, DaySum>();
  const reports = new Map<string, CountedReport>();
  let next = 0;
  const learnUntil = (at: number): void => {
    for (let it = learned[next]; it !== undefined && it.at <= at; it = learned[++next]) {
      for (const { day, conflict, cooperation } of it.sums) {
        const sum = sums.get(day);
        sums.set(day, {
          day,
          conflict: (sum?.conflict ?? 0) + conflict,
          cooperation: (sum?.cooperation ?? 0) + cooperation,
        });
      }
      for (const { reportId, report } of it.reports) {
        if (report === null) reports.delete(reportId);
        else reports.set(reportId, report);
      }
    }
  };
  const facts = (): SubjectFacts => ({
    ...NO_FACTS,
    sums: [...sums.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
    reports: [...reports.values()],
  });
  const moments: Moment[] = [];
  for (let at = from; at <= to; ) {
    learnUntil(at);
    const day = dayOf(at);
    moments.push({ at, reading: ruleReader(rule, facts())(day) });
    const midnight = Date.parse(`${addDays(day, 1)}T00:00:00Z`);
    at = Math.min(midnight, learned[next]?.at ?? midnight);
  }
  return moments;
}

/** A step that a rule would have taken. */
export type Replayed = { at: number; act: AlertAct; reading: RuleReading };

/**
 * What a rule would have done with these readings: the very steps of the evaluator, looked at whenever a reading came
 * and at every `tickMs` of the clock.
 */
export function replay(
  rule: Threshold,
  moments: readonly Moment[],
  { to }: Pick<Range, 'to'>,
  tickMs = BACKTEST_TICK_MS,
): Replayed[] {
  let state: AlertState = FIRST_STATE;
  const done: Replayed[] = [];
  const step = (at: number, reading: RuleReading, isNew: boolean): void => {
    const { state: next, acts } = stepAlert(rule, state, isNew ? { kind: 'reading', reading } : { kind: 'tick' }, at);
    state = next;
    for (const act of acts) done.push({ at, act, reading });
  };
  moments.forEach(({ at, reading }, index) => {
    step(at, reading, true);
    const until = moments[index + 1]?.at ?? to + 1;
    for (let tick = Math.floor(at / tickMs) * tickMs + tickMs; tick < until; tick += tickMs) {
      // nothing that is quiet changes by waiting
      if (state.phase.kind === 'quiet' || state.phase.kind === 'recovering') break;
      step(tick, reading, false);
    }
  });
  return done;
}

/** An episode that would have been: from when to when, how far it went, and what came before it. */
export type PastEpisode = {
  raisedAt: number;
  /** Null while it would stand at the end of the range. */
  clearedAt: number | null;
  severity: Severity;
  cause: 'crossed' | 'no-data';
  line: number;
  /** Value when it would have been raised; null where readings had stopped. */
  value: number | null;
  /** What was farthest beyond the line, and when. */
  peak: number | null;
  peakAt: number;
  pendingHours: number;
};

/** The episodes of a replay, oldest first. */
export function episodesOf(
  rule: Pick<Threshold, 'comparison'>,
  replayed: readonly Replayed[],
  moments: readonly Moment[],
): PastEpisode[] {
  const episodes: PastEpisode[] = [];
  for (const { at, act, reading } of replayed) {
    const open = episodes.at(-1);
    if (act.do === 'raise') {
      const { severity, cause, line, pendingSince } = act;
      const { value, measure } = reading;
      const pendingHours = (at - pendingSince) / 3_600_000;
      episodes.push({
        raisedAt: at,
        clearedAt: null,
        severity,
        cause,
        line,
        value,
        peak: measure,
        peakAt: at,
        pendingHours,
      });
    } else if (open !== undefined && act.do === 'escalate') {
      open.severity = 'critical';
    } else if (open !== undefined && act.do === 'clear') {
      open.clearedAt = at;
    }
  }
  const isFarther = (a: number, b: number) => (rule.comparison === 'below' ? a < b : a > b);
  for (const { at, reading } of moments) {
    const open = episodes.find(it => it.raisedAt <= at && at < (it.clearedAt ?? Number.POSITIVE_INFINITY));
    if (open === undefined || reading.measure === null) continue;
    if (open.peak !== null && !isFarther(reading.measure, open.peak)) continue;
    open.peak = reading.measure;
    open.peakAt = at;
  }
  return episodes;
}

/** Milliseconds of a range in which an alert would have stood. */
export function stoodIn(episodes: readonly PastEpisode[], { from, to }: Range): number {
  return episodes.reduce(
    (sum, it) => sum + Math.max(0, Math.min(it.clearedAt ?? to, to) - Math.max(it.raisedAt, from)),
    0,
  );
}

/** Lines around one, for the question how often it would have fired there: three on either side. */
export function otherLines(rule: Pick<Threshold, 'warn' | 'comparison'>): number[] {
  const size = Math.abs(rule.warn);
  const step = rule.comparison === 'record' ? 30 : size >= 20 ? 5 : size >= 4 ? 1 : size >= 2 ? 0.5 : 0.1;
  return [-3, -2, -1, 0, 1, 2, 3].map(n => Math.round((rule.warn + n * step) * 1000) / 1000).filter(line => line > 0);
}

/** The same rule at another line: what lies beyond the warning is all that counts there. */
export function atLine(rule: Threshold, warn: number): Threshold {
  const band = rule.band === null ? null : { warn: Math.min(rule.band.warn, warn), critical: null };
  return { ...rule, warn, critical: null, band };
}
