import { FORMULAS, INDICATORS, type IndicatorName, isInRange } from '@tensiometer/core/domain/indicator.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { Threshold } from '@tensiometer/core/domain/threshold.ts';
import { RULE_DEFAULTS } from '@tensiometer/core/domain/threshold.ts';

/** A line as the API takes it, under the id that it is stored by. */
export type NewLine = {
  thresholdId: string;
  subject: Subject;
  indicator: IndicatorName;
  comparison: 'above' | 'below';
  warn: number;
  critical?: number;
  recover: number;
};
export type ReadLine = { ok: true; line: NewLine; view: Threshold } | { ok: false; words: string };

/** Reads the form of a line. The id follows from what the line says, so that setting it twice is one line. */
export function readLine(form: FormData, on: Subject | null): ReadLine {
  const subject = on ?? text(form, 'subject');
  const indicator = INDICATORS.find(name => name === text(form, 'indicator')) ?? 'tension';
  const comparison = text(form, 'comparison') === 'below' ? 'below' : 'above';
  const warn = number(form, 'warn');
  const critical = number(form, 'critical');
  if (subject === '') return { ok: false, words: 'Choose a subject for the line.' };
  if (warn === null) return { ok: false, words: 'Say the number that the line stands at.' };
  if ([warn, critical ?? warn].some(value => !isInRange(indicator, value))) {
    return {
      ok: false,
      words: `${FORMULAS[indicator].label} goes from ${FORMULAS[indicator].range}; put the line inside.`,
    };
  }
  if (critical !== null && (comparison === 'above' ? critical <= warn : critical >= warn)) {
    const side = comparison === 'above' ? 'above' : 'below';
    return { ok: false, words: `The critical line must stand ${side} the warning line.` };
  }
  const { recover } = FORMULAS[indicator];
  const thresholdId = [subject, indicator, comparison, String(warn).replace('.', '_')].join('-').toLowerCase();
  const line = { thresholdId, subject, indicator, comparison, warn, recover } as const;
  return {
    ok: true,
    line: critical === null ? line : { ...line, critical },
    view: { ...RULE_DEFAULTS, members: [], ...line, critical, channels: [] },
  };
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

function number(form: FormData, name: string): number | null {
  const written = text(form, name);
  const value = Number(written.replace(',', '.'));
  return written === '' || !Number.isFinite(value) ? null : value;
}
