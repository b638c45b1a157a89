import { dirname } from 'node:path';
import type { CodedEvent, Span } from '@tensiometer/core/domain/coded-event.ts';
import { parsePlainReport } from '@tensiometer/core/wire/report.ts';
import { countriesOf, touches } from './answers.ts';
import type { Context } from './context.ts';
import { atLeast, atMost, counted, type SetReport } from './figures.ts';
import { readSet } from './records.ts';

type SeedAct = {
  type: string;
  actors: string[];
  recipients: string[];
  eitherWay?: boolean;
  date: string;
  within: Span;
};

/** The four acts of the seed report: parties, day, and the stretch of text that the trigger must overlap. */
export const SEED_ACTS: readonly SeedAct[] = [
  { type: 'AGREE', actors: ['USA'], recipients: ['IRQ'], date: '2024-01-25', within: { start: 17, end: 102 } },
  { type: 'ACCUSE', actors: ['IRQ'], recipients: ['USA'], date: '2024-01-24', within: { start: 1694, end: 1800 } },
  { type: 'ASSAULT', actors: ['USA'], recipients: ['IRQ'], date: '2024-01-24', within: { start: 1779, end: 1849 } },
  {
    type: 'CONSULT',
    actors: ['IRQ'],
    recipients: ['USA'],
    eitherWay: true,
    date: '2024-01-25',
    within: { start: 2046, end: 2089 },
  },
];

/** The twelve stretches of the seed report that must not yield an event, by their number in the guide. */
export const SEED_FORBIDDEN: readonly (Span & { name: string })[] = [
  { name: 'S1', start: 193, end: 244 },
  { name: 'S2', start: 316, end: 477 },
  { name: 'S3', start: 479, end: 698 },
  { name: 'S4', start: 700, end: 986 },
  { name: 'S5', start: 988, end: 1081 },
  { name: 'S6', start: 1083, end: 1246 },
  { name: 'S7', start: 1248, end: 1491 },
  { name: 'S8', start: 1492, end: 1594 },
  { name: 'S9', start: 1596, end: 1692 },
  { name: 'S11', start: 2090, end: 2219 },
  { name: 'S12', start: 2221, end: 2406 },
  { name: 'S13', start: 2407, end: 2553 },
];

const END_OF_TIME = Date.UTC(9_998, 0, 1);

/** The act itself is the first trigger; further ones are other tellings of it. */
const triggerOf = (event: CodedEvent): Span | undefined => event.evidence.find(({ role }) => role === 'trigger');

function isAct(event: CodedEvent, act: SeedAct): boolean {
  const trigger = triggerOf(event);
  if (event.type !== act.type || event.date !== act.date || !trigger || !touches(trigger, act.within)) return false;
  const [actors, recipients] = [countriesOf(event.actors), countriesOf(event.recipients)];
  if (act.eitherWay) {
    return [...new Set([...actors, ...recipients])].sort().join() === [...act.actors, ...act.recipients].sort().join();
  }
  return actors.join() === act.actors.join() && recipients.join() === act.recipients.join();
}

export type SeedJudgement = { found: string[]; missing: string[]; forbidden: string[]; others: number };

/** Which of the four acts were found, which forbidden stretches gave an event, and how many other events there are. */
export function judgeSeed(events: readonly CodedEvent[]): SeedJudgement {
  const left = new Set(events);
  const found: string[] = [];
  const missing: string[] = [];
  for (const act of SEED_ACTS) {
    const event = [...left].find(one => isAct(one, act));
    (event ? found : missing).push(act.type);
    if (event) left.delete(event);
  }
  const spans = [...left].map(event => triggerOf(event) ?? { start: 0, end: 0 });
  const forbidden = SEED_FORBIDDEN.filter(span => spans.some(trigger => touches(trigger, span))).map(
    ({ name }) => name,
  );
  return {
    found,
    missing,
    forbidden,
    others: spans.filter(trigger => !SEED_FORBIDDEN.some(span => touches(trigger, span))).length,
  };
}

/** Scores the seed report, which lies beside the folder of the dev sets. */
export function scoreSeed({ coder, folder }: Context): SetReport {
  const parsed = parsePlainReport(readSet(dirname(folder), 'seed/report.txt'), END_OF_TIME);
  if (!parsed.ok) throw new Error('the seed report cannot be read');
  const { text, titleLength, publishedAt, language } = parsed.report;
  const { events } = coder.code({ id: 'seed', text, titleLength, publishedAt: publishedAt?.stated ?? null, language });
  const { found, missing, forbidden, others } = judgeSeed(events);
  const [acts, traps] = [SEED_ACTS.length, SEED_FORBIDDEN.length];
  return {
    title: 'Seed report: its four acts and twelve stretches that must stay silent',
    notes: [
      ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}.`] : []),
      ...(forbidden.length > 0 ? [`Wrongly coded: ${forbidden.join(', ')}.`] : []),
    ],
    figures: [
      counted('found', 'acts found', found.length, acts, atLeast(acts)),
      counted('forbidden', 'forbidden stretches with an event', forbidden.length, traps, atMost(0)),
      counted('others', 'other events', others, events.length, atMost(0)),
    ],
    tables: [],
    examples: [],
  };
}
