import { COVERAGE_DAYS, type CoverageReading, coverageReader, coveredRange } from './coverage.ts';
import { addDays, type Day, dayNumber } from './day.ts';
import { escalationReader } from './escalation.ts';
import type { ConfidenceCount, SubjectFacts } from './facts.ts';
import { grouped } from './grouped.ts';
import type { IndicatorName } from './indicator.ts';
import { dayReader, rounded } from './mass.ts';
import { createHistogram } from './median.ts';
import { type Peak, peakReader } from './severity.ts';
import { conflictShareReader, deedsShareReader } from './shares.ts';
import { stressReader } from './stress.ts';
import { tensionReader } from './tension.ts';
import { threatActReader } from './threat-act.ts';

/** What some indicators tell beside their value. */
export type Aside = {
  /** conflict-share: too little mass for it to say much. */
  scant?: boolean;
  /** stress: its two parts, 0 to 1. */
  external?: number;
  internal?: number;
  /** peak-severity: the act that it is. */
  event?: Peak['event'];
  /** escalation: what the day was measured by, of ln(1 + points). */
  mean?: number;
  spread?: number;
  /** threat-act, threat and act: reports that tell of it, of so many read, and the share that is 100. */
  told?: number;
  read?: number;
  baseline?: number | null;
};

/** A value without regard to coverage; null where the formula has none. */
export type Measured = { value: number | null } & Aside;

/**
 * An indicator on a day, with what stands behind it. `value` is null where nothing covers the day, never a zero that
 * nobody measured, and where the formula has none yet; six decimals. `confidence` is the median of the subject's
 * stories of the 14 days, each by the surest report of it, 0 to 1.
 */
export type Reading = { at: Day } & Measured & CoverageReading & { confidence: number | null };

/**
 * Reads an indicator of one subject on any day, from facts alone: the same for the charts, the alerts and a backtest. The
 * reader does once what all days share, so ask one reader for many days. `covers` is for callers that have it already.
 */
export function readerOf(
  indicator: IndicatorName,
  facts: SubjectFacts,
  covers: (day: Day) => CoverageReading = coverageReader(facts.reports),
): (day: Day) => Reading {
  const measure = measureOf(indicator, facts, day => covers(day).coverage !== 'none');
  const confidence = confidenceReader(facts.confidences);
  return day => {
    const behind = covers(day);
    const measured = behind.coverage === 'none' ? { value: null } : measure(day);
    return { at: day, ...behind, confidence: confidence(day), ...edge(measured) };
  };
}

/** Reading of indicator I for a subject on day D from its facts, without a database. */
export function readingOn(indicator: IndicatorName, facts: SubjectFacts, day: Day): Reading {
  return readerOf(indicator, facts)(day);
}

function measureOf(
  indicator: IndicatorName,
  facts: SubjectFacts,
  isCovered: (day: Day) => boolean,
): (day: Day) => Measured {
  switch (indicator) {
    case 'tension': {
      const on = tensionReader(facts.sums);
      return day => ({ value: on(day) });
    }
    case 'conflict':
    case 'cooperation': {
      const on = dayReader(facts.sums);
      return day => ({ value: on(day)[indicator] });
    }
    case 'conflict-share':
      return conflictShareReader(facts.sums);
    case 'escalation': {
      const on = escalationReader(facts.sums, coveredRange(facts.reports), isCovered);
      return day => on(day) ?? { value: null };
    }
    case 'peak-severity': {
      const on = peakReader(facts.hostile);
      return day => on(day) ?? { value: null };
    }
    case 'deeds-share': {
      const on = deedsShareReader(facts.sums, facts.material);
      return day => ({ value: on(day) });
    }
    case 'stress':
      return stressReader(facts.pairs.values(), facts.domestic);
    case 'threat-act':
    case 'threat':
    case 'act':
      return threatActReader(indicator, facts.exposure, isCovered);
  }
}

/** Rounds every number to six decimals and takes the sign off a zero. */
function edge(measured: Measured): Measured {
  const entries = Object.entries(measured).map(([key, it]) => [key, typeof it === 'number' ? rounded(it) + 0 : it]);
  // The entries are those of `measured`, with numbers for numbers.
  return Object.fromEntries(entries) as Measured;
}

/** Median confidence of the stories of the 14 days up to a day, 0 to 1; null without any. */
function confidenceReader(counts: readonly ConfidenceCount[]): (day: Day) => number | null {
  if (counts.length === 0) return () => null;
  const byDay = grouped(counts, it => it.day);
  const memo = new Map<Day, number | null>();
  const histogram = createHistogram(1_000);
  let at: Day | null = null;
  const move = (day: Day, direction: 1 | -1) => {
    for (const { confidence, events } of byDay.get(day) ?? []) histogram.add(confidence, direction * events);
  };
  const window = (day: Day, direction: 1 | -1) => {
    for (let age = 0; age < COVERAGE_DAYS; age += 1) move(addDays(day, -age), direction);
  };
  return day => {
    const known = memo.get(day);
    if (known !== undefined) return known;
    // Days are asked for in order more often than not: then one day comes and one goes.
    if (at !== null && dayNumber(day) === dayNumber(at) + 1) {
      move(addDays(day, -COVERAGE_DAYS), -1);
      move(day, 1);
    } else {
      if (at !== null) window(at, -1);
      window(day, 1);
    }
    at = day;
    const median = histogram.median();
    const value = median === null ? null : median / 1000;
    memo.set(day, value);
    return value;
  };
}
