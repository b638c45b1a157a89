import type { AlertAct, AlertInput, RuleReading } from './alert-state.ts';
import { RULE_DEFAULTS, type Threshold } from './threshold.ts';

/** For tests: noon of the day of the readings, and an hour in milliseconds. */
export const HOUR = 3_600_000;
export const NOON = Date.parse('2026-11-24T12:00:00Z');
const DAY = '2026-11-24';

/** For tests: warns from 40, critical from 55, clears under 35; two hours pending, a message a day. */
export const EXAMPLE_RULE: Threshold = {
  ...RULE_DEFAULTS,
  thresholdId: 't',
  subject: 'IRQ-USA',
  indicator: 'tension',
  comparison: 'above',
  warn: 40,
  critical: 55,
  recover: 5,
  forHours: 2,
  minReports: 2,
  channels: [],
};

/** For tests: a reading with enough behind it. */
export function exampleReading(measure: number | null, fields: Partial<RuleReading> = {}): RuleReading {
  return { day: DAY, value: measure, measure, reports: 9, outlets: 3, conflict: 10, demo: false, ...fields };
}

/** For tests: the input that such a reading is. */
export function readingInput(measure: number | null, fields: Partial<RuleReading> = {}): AlertInput {
  return { kind: 'reading', reading: exampleReading(measure, fields) };
}

/** For tests: an act with what holds it back. */
export function actText(act: AlertAct): string {
  const what = act.do === 'raise' ? `raise ${act.severity}` : act.do === 'clear' ? `clear ${act.reason}` : act.do;
  return 'heldBack' in act && act.heldBack !== null ? `${what} [${act.heldBack}]` : what;
}
