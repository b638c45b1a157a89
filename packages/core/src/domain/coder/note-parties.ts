import type { Party } from '../coded-event.ts';
import { type Context, partiesAt } from './arguments.ts';
import type { Clause } from './clause.ts';
import { remember } from './discourse.ts';
import { countryOfPlace } from './named-in.ts';
import { isNoun, leftEdge } from './phrase-links.ts';

/** "Thousands protested in Tel Aviv": the crowd belongs to the place. */
export function crowd(context: Context, clause: Clause): Party[] {
  const { chunks, tokens } = context.phrases;
  const subject = chunks[clause.subject[0] ?? -1];
  if (!isNoun(subject) || subject.pronoun) return [];
  const country =
    clause.preps.flatMap(prep => prep.nps.map(np => countryOfPlace(context.phrases, np))).find(code => code !== null) ??
    null;
  if (country === null) return [];
  return [
    {
      span: { start: tokens[subject.from]?.start ?? 0, end: tokens[subject.to - 1]?.end ?? 0 },
      country,
      sector: 'CVL',
      entity: null,
      how: 'role',
    },
  ];
}

/** Remembers the parties of a sentence, subjects last, so that they are the nearest antecedents of the next one. */
export function noteParties(context: Context, clauses: Clause[], firstPass: boolean): void {
  const subjects = new Set(clauses.flatMap(clause => (clause.relative ? [] : clause.subject)));
  const { chunks, tokens } = context.phrases;
  for (let at = 0; at < chunks.length; at += 1) {
    const chunk = chunks[at];
    if (!isNoun(chunk) || chunk.pronoun || subjects.has(at) === firstPass) continue;
    const before = chunks[leftEdge(chunks, at) - 1];
    if (before?.kind === 'prep' && /^(?:in|at|near|across|over|inside|from|to|into|for|about|off)$/.test(before.word))
      continue;
    // The subject of the sentence is the antecedent of what follows in it, so it goes in on the first pass as well.
    for (const party of partiesAt(context, at, false))
      remember(context.discourse, party, context.sentence, /s$/.test(tokens[chunk.head]?.lower ?? ''));
  }
  if (!firstPass) return;
  for (const at of subjects) {
    const chunk = chunks[at];
    if (!isNoun(chunk) || chunk.pronoun) continue;
    for (const party of partiesAt(context, at, false))
      remember(context.discourse, party, context.sentence, /s$/.test(tokens[chunk.head]?.lower ?? ''));
  }
}
