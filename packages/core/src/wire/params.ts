import { z } from 'zod';
import { addDays, type Day, isDay } from '../domain/day.ts';
import { EVENT_TYPES } from '../domain/ontology.ts';
import { parseSubject, type Subject } from '../domain/subject.ts';
import { parseWithout, type Without } from '../domain/without.ts';

/** What stands behind the question mark of an address: each parameter once, with the words that refuse a bad one. */

const SUBJECTS = 'Name a pair such as IRQ-USA, a country such as IRQ, or world.';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A dyad in either order, a country, or "world". */
export const subjectParam = z
  .string({ error: `"subject" is missing. ${SUBJECTS}` })
  .transform((text, context): Subject => {
    const subject = parseSubject(text);
    if (subject !== null) return subject;
    context.addIssue({ code: 'custom', message: `"${text}" is no subject. ${SUBJECTS}` });
    return z.NEVER;
  })
  .meta({ description: 'A pair of countries in either order, a country, or world', example: 'IRQ-USA' });

/** A UTC day; an instant is read as its day, and as an exclusive end when `end`. */
function dayText(name: string, end: boolean) {
  return z.string().transform((text, context): Day => {
    if (isDay(text)) return text;
    const ms = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(ms)) {
      const message = `"${name}" is "${text}", which is no date. Write it as 2024-01-25 or 2024-01-25T00:00:00Z.`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const iso = new Date(ms).toISOString();
    return end && iso.endsWith('T00:00:00.000Z') ? addDays(iso.slice(0, 10), -1) : iso.slice(0, 10);
  });
}
export const fromParam = dayText('from', false).meta({ description: 'First day (UTC)', example: '2024-01-11' });
export const toParam = dayText('to', true).meta({
  description: 'Last day (UTC), itself included; an instant is an exclusive end',
  example: '2024-02-07',
});
export const atParam = z
  .string({ error: '"at" is missing. Name the day or instant of the point.' })
  .pipe(dayText('at', false))
  .meta({ description: 'Day or instant of the point', example: '2024-01-25' });

/** Read into a position by who has a database: see `positionAt`. */
export const asOfParam = z.string().meta({
  description: 'As known then: a position of the log, or a time, which means the last position recorded by it',
  example: '2024-01-26T08:00:00Z',
});

/** What is left out of the numbers. */
export const withoutParam = z
  .string()
  .max(2_000)
  .transform((text, context): Without => {
    const without = parseWithout(text);
    if (without !== null) return without;
    const message = `"without" is "${text}". Name what to leave out as source:NAME, family:NAME or story:ID, with commas between.`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  })
  .meta({
    description:
      'Left out: sources, outlet families and stories. Each story is valued again from what remains, and coverage leaves the reports of the sources and families out',
    example: 'family:Press Group,story:9b3db521-3217-5eaf-8f88-25f59bc9190b',
  });

/** The name of an indicator; whether it exists for the subject is decided with the subject. */
export const indicatorParam = z.string().meta({ description: 'tension, or conflict for the world, without one' });

/** One of some words; the words are named when it is another. */
export function wordParam<const W extends string>(name: string, words: readonly W[], description: string) {
  return z
    .enum(words, { error: issue => `"${name}" is "${String(issue.input)}". There is: ${words.join(', ')}.` })
    .meta({ description });
}

export const eventTypeParam = z
  .string()
  .transform(text => text.toUpperCase())
  .pipe(
    z.enum(EVENT_TYPES, {
      error: i => `"${String(i.input)}" is no type of event. There is: ${EVENT_TYPES.join(', ')}.`,
    }),
  )
  .meta({ description: 'A type of event, such as ASSAULT' });

/** A whole number between two bounds. */
export function numberParam(name: string, min: number, max: number, description: string) {
  return z
    .string()
    .transform((text, context): number => {
      const value = Number(text);
      if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
      const message = `"${name}" is "${text}". It is a whole number from ${min} to ${max}.`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .meta({ description: `${description} (${min} to ${max})` });
}

export const reportParam = z
  .string()
  .regex(UUID, { error: issue => `"${String(issue.input)}" is no report id.` })
  .transform(id => id.toLowerCase())
  .meta({ description: 'Id of a report' });

export const cursorParam = z.string().max(200).meta({ description: 'The "next" of the page before' });

/** Some words, at most 200 characters of them. */
export function textParam(description: string) {
  return z.string().trim().min(1).max(200).meta({ description });
}
