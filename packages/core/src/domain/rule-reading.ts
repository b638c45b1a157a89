import type { RuleReading } from './alert-state.ts';
import { coveredRange } from './coverage.ts';
import type { Day } from './day.ts';
import type { SubjectFacts } from './facts.ts';
import { measureOn, type Values } from './measure.ts';
import { type Reading, readerOf } from './reading.ts';
import type { Threshold } from './threshold.ts';

/** Reads a rule on any day, from what is known of a subject: the same for the evaluator and a backtest. */
export function ruleReader(
  rule: Pick<Threshold, 'indicator' | 'comparison' | 'change'>,
  facts: SubjectFacts,
  isDemo: (day: Day) => boolean = () => false,
): (day: Day) => RuleReading {
  const read = readerOf(rule.indicator, facts);
  const known = new Map<Day, Reading>();
  const on = (day: Day): Reading => {
    const reading = known.get(day) ?? read(day);
    known.set(day, reading);
    return reading;
  };
  const values: Values = { first: coveredRange(facts.reports)?.first ?? null, on: day => on(day).value };
  return day => {
    const { value, reports, outlets } = on(day);
    const conflict = (facts.sums.find(sum => sum.day === day)?.conflict ?? 0) / 1000;
    return { day, value, measure: measureOn(rule, values, day), reports, outlets, conflict, demo: isDemo(day) };
  };
}
