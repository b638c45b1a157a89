import { isHostile } from './algebra.ts';
import type { Context } from './arguments.ts';
import { findAttributions } from './attribution.ts';
import type { Candidate } from './candidate.ts';
import type { Clause } from './clause.ts';
import { findClauses } from './clauses.ts';
import { matchNominals } from './match-noun.ts';
import { byAgents, matchVerb, subjectParties } from './match-verb.ts';
import { readModality } from './modality.ts';
import { crowd, noteParties } from './note-parties.ts';
import { readOpen } from './open-acts.ts';
import type { Scene } from './party-options.ts';
import { readClause } from './read-clause.ts';
import type { Reading } from './reading.ts';
import { accusation } from './said.ts';
import { actOf } from './sign-words.ts';
import { isPlain, verbSigns } from './signs.ts';

/** Makes up its mind about an act while its sentence is at hand: type, sides, probability; null when it is none. */
export type Settle = {
  /** True for a verb that is never an act on its own, so that nothing needs to be read of it. */
  isSilent(act: string): boolean;
  decide(candidate: Candidate, scene: Scene): Candidate | null;
};

/** All acts that the frames find in one sentence, with the state of affairs each is told in. */
export function readSentence(context: Context, headline: boolean, settle: Settle): Candidate[] {
  const { phrases } = context;
  const clauses = findClauses(phrases.chunks, phrases.tokens);
  noteParties(context, clauses, true);
  const attributions = findAttributions(context, clauses);
  const readings: Reading[] = clauses.map((clause, index) => {
    const infinitive = clauses.findIndex(
      other => other.governor === index && other.link === 'inf' && other.verb.form === 'inf',
    );
    const that = clauses.findIndex(other => other.governor === index && other.link === 'that');
    const match = matchVerb(context, clause, infinitive >= 0, that >= 0);
    if (
      match?.frame.slots.includes('inner') &&
      match.frame.objects.includes('that-hostile') &&
      that >= 0 &&
      !isHostileClause(context, clauses, that)
    )
      return {
        clause,
        index,
        modality: readModality(phrases.tokens, clause),
        match: null,
        actors: [],
        attribution: attributions[index] ?? null,
        infinitive: infinitive < 0 ? null : infinitive,
        that,
      };
    const actors = clause.verb.passive || clause.reduced ? byAgents(context, clause) : subjectParties(context, clause);
    return {
      clause,
      index,
      modality: readModality(phrases.tokens, clause),
      match,
      actors,
      attribution: attributions[index] ?? null,
      infinitive: infinitive < 0 ? null : infinitive,
      that: that < 0 ? null : that,
    };
  });
  for (const reading of readings)
    if (reading.match?.frame.type === 'PROTEST' && reading.actors.length === 0)
      reading.actors = crowd(context, reading.clause);
  for (const reading of readings) {
    if (reading.actors.length > 0 || reading.clause.verb.passive) continue;
    const doer = readings.find(
      other =>
        other !== reading &&
        other.match?.frame.control === 'DO' &&
        other.clause.object.some(at => reading.clause.subject.includes(at)),
    );
    if (doer) reading.actors = doer.actors;
  }
  const consumed = new Set<number>();
  const verbal = readings.flatMap(reading => {
    const found = readClause(context, reading, readings, consumed, headline);
    const told = [...found, ...accusation(context, reading, readings, found, headline)];
    for (const candidate of told) {
      const { actors, recipients } = candidate;
      const rule = { ...candidate };
      candidate.act = actOf(context, reading);
      candidate.plain = isPlain(reading);
      candidate.signs = named => verbSigns(context, reading, readings, { actors, recipients }, rule, headline, named);
    }
    const offered = told.length > 0 ? told : readOpen(context, reading, readings, headline, settle.isSilent);
    return offered.flatMap(candidate => settle.decide(candidate, { context, reading, readings, at: null }) ?? []);
  });
  const nominal = matchNominals(context, readings, consumed, headline).flatMap(
    ({ candidate, at }) => settle.decide(candidate, { context, reading: null, readings, at }) ?? [],
  );
  noteParties(context, clauses, false);
  return [...verbal, ...nominal];
}

function isHostileClause(context: Context, clauses: Clause[], index: number): boolean {
  const clause = clauses[index];
  const type = clause ? matchVerb(context, clause, false, false)?.frame.type : null;
  return type !== null && type !== undefined && isHostile(type);
}
