import { addDays, type Day, isDay } from '@tensiometer/core/domain/day.ts';
import { FORMULAS, INDICATORS, type IndicatorName } from '@tensiometer/core/domain/indicator.ts';
import { kindOf, parseSubject, type Subject } from '@tensiometer/core/domain/subject.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import type { Context } from 'hono';

function refuse(detail: string, hint?: string): never {
  throw new ProblemRaised(problem('invalid-request', { detail, ...(hint === undefined ? {} : { hint }) }));
}

/** The subject of `?subject=`: a dyad in either order, a country, or "world". */
export function subjectOf(c: Context): Subject {
  const text = c.req.query('subject');
  if (text === undefined)
    refuse('"subject" is missing.', 'Name a pair such as IRQ-USA, a country such as IRQ, or world.');
  return (
    parseSubject(text) ??
    refuse(`"${text}" is no subject.`, 'Name a pair such as IRQ-USA, a country such as IRQ, or world.')
  );
}

/** The indicator of `?indicator=` (tension, without one), which must exist for the kind of subject. */
export function indicatorOf(c: Context, subject: Subject): IndicatorName {
  const text = c.req.query('indicator') ?? (subject === 'world' ? 'conflict' : 'tension');
  const kind = kindOf(subject);
  const possible = INDICATORS.filter(name => FORMULAS[name].kinds.includes(kind));
  const found = possible.find(name => name === text);
  if (found) return found;
  throw new ProblemRaised(
    problem('no-such-indicator', {
      detail: `"${text}" is not kept for a ${kind}.`,
      hint: `There is: ${possible.join(', ')}.`,
    }),
  );
}

/** A day parameter; an instant is read as its UTC day, and as an exclusive end for `to`. */
export function dayOfQuery(c: Context, name: string): Day | undefined {
  const text = c.req.query(name);
  if (text === undefined || text === '') return undefined;
  if (isDay(text)) return text;
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    refuse(`"${name}" is "${text}", which is no date.`, 'Write it as 2024-01-25 or 2024-01-25T00:00:00Z.');
  const iso = new Date(ms).toISOString();
  const day = iso.slice(0, 10);
  return name === 'to' && iso.endsWith('T00:00:00.000Z') ? addDays(day, -1) : day;
}

const SPANS = { hour: 31, day: 3_660, week: 3_660 } as const;

/** The range of a series; at most 31 days by the hour and ten years by the day or week. */
export function rangeOf(c: Context, step: 'hour' | 'day' | 'week'): { from?: Day; to?: Day } {
  const from = dayOfQuery(c, 'from');
  const to = dayOfQuery(c, 'to');
  if (from !== undefined && to !== undefined) {
    if (from > to) refuse(`The range begins on ${from}, after its end on ${to}.`);
    if (addDays(from, SPANS[step]) < to) refuse(`A range of steps of one ${step} has at most ${SPANS[step]} days.`);
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** The step of a series: day without one. */
export function stepOf(c: Context): 'hour' | 'day' | 'week' {
  const text = c.req.query('step') ?? 'day';
  if (text === 'hour' || text === 'day' || text === 'week') return text;
  return refuse(`"step" is "${text}".`, 'There is: hour, day, week.');
}

/** A whole number parameter between two bounds. */
export function numberOf(c: Context, name: string, min: number, max: number): number | undefined {
  const text = c.req.query(name);
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < min || value > max)
    refuse(`"${name}" is "${text}".`, `It is a whole number from ${min} to ${max}.`);
  return value;
}
