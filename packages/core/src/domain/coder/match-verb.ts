import type { Party } from '../coded-event.ts';
import { isHostile } from './algebra.ts';
import { type Context, nounFramesAt, partiesAbout, partiesAt, targetsAt } from './arguments.ts';
import type { Clause } from './clause.ts';
import { type NounFrame, type VerbFrame, verbFrames } from './frames.ts';
import { countryOfPlace } from './named-in.ts';
import { isNoun, type PrepPhrase, prepsAfter } from './phrase-links.ts';

/** A verb frame that fits a clause. `object` is the chunk whose class decided, `noun` the act that it names. */
export type VerbMatch = {
  frame: VerbFrame;
  object: number | null;
  noun: NounFrame | null;
  soon: boolean;
  particle: string | null;
};

const PARTICLES = new Set(['off', 'out', 'up', 'down', 'back', 'over', 'in', 'on', 'away', 'dead']);
const NEGATIVE = new Set([
  'aggression',
  'violation',
  'terrorism',
  'terrorist',
  'act',
  'crime',
  'war',
  'attack',
  'provocation',
  'illegal',
  'unacceptable',
  'unjustified',
  'genocide',
  'massacre',
  'breach',
  'threat',
  'interference',
  'cowardly',
  'barbaric',
  'infringement',
  'escalation',
  'irresponsible',
  'dangerous',
  'criminal',
  'blackmail',
  'outrageous',
  'unlawful',
  'hypocrisy',
  'lie',
  'lies',
  'coup',
  'invasion',
  'disgrace',
  'brutal',
  'reckless',
  'hostile',
  'piracy',
  'occupier',
  'enemy',
  'dictator',
  'hypocritical',
  'provocative',
  'war crime',
  'assault',
  'encroachment',
]);

/** Object chunks of a clause as the verb sees them: the subject of a passive, the predicate of "was in contact". */
function objectsOf(context: Context, clause: Clause): number[] {
  const { chunks, tokens } = context.phrases;
  if (clause.verb.passive || clause.reduced) return clause.subject;
  if (clause.object.length > 0) return clause.object;
  const lemma = tokens[clause.verb.head]?.lemma;
  const first = clause.preps[0];
  if (
    (lemma === 'be' || lemma === 'remain') &&
    first &&
    (first.word === 'in' || first.word === 'on') &&
    isNoun(chunks[first.nps[0] ?? -1])
  )
    return first.nps;
  return [];
}

/** The frame of the verb lexicon that fits a clause best: a stated object class beats a party, a party beats none. */
export function matchVerb(
  context: Context,
  clause: Clause,
  hasInfinitive: boolean,
  hasThat: boolean,
): VerbMatch | null {
  const { tokens, chunks } = context.phrases;
  const head = tokens[clause.verb.head];
  if (!head) return null;
  const next = chunks[clause.at + 1];
  const particle =
    (next?.kind === 'prep' || next?.kind === 'adv' || next?.kind === 'other' || next?.kind === 'adj') &&
    PARTICLES.has(next.word)
      ? next.word
      : null;
  const late = particle ?? lateParticle(context, clause);
  const frames = late ? [...verbFrames(`${head.lemma}-${late}`), ...verbFrames(head.lemma)] : verbFrames(head.lemma);
  if (frames.length === 0) return null;
  const objects = objectsOf(context, clause);
  const first = objects[0];
  const nouns = first === undefined ? null : nounFramesAt(context.phrases, first);
  let best: VerbMatch | null = null;
  let bestScore = 0;
  for (const frame of frames) {
    for (const want of frame.objects) {
      const noun = nouns?.frames.find(found => found.class === want) ?? null;
      const fits = fit(context, clause, want, noun !== null, objects, hasInfinitive, hasThat);
      if (fits === 0) continue;
      // "shoot down" is looked up before "shoot"; among equals the stronger frame wins.
      const score = fits + frame.p / 10 + (late !== null && frame.id.includes(`-${late}.`) ? 0.5 : 0);
      if (score <= bestScore) continue;
      bestScore = score;
      const act = noun ?? nouns?.frames.find(found => found.type !== null) ?? null;
      best = {
        frame,
        object: first === undefined ? null : (nouns?.at ?? first),
        noun: act,
        soon: nouns?.soon ?? false,
        particle: late,
      };
    }
  }
  return best;
}

/** "called the talks off": the particle after the object. */
function lateParticle(context: Context, clause: Clause): string | null {
  const last = clause.object[clause.object.length - 1];
  if (last === undefined) return null;
  const after = context.phrases.chunks[last + 1];
  const word = after && after.kind !== 'np' && after.kind !== 'vg' ? after.word : '';
  return word === 'off' || word === 'down' || word === 'up' || word === 'back' ? word : null;
}

function fit(
  context: Context,
  clause: Clause,
  want: string,
  hasClass: boolean,
  objects: number[],
  hasInfinitive: boolean,
  hasThat: boolean,
): number {
  const { tokens } = context.phrases;
  switch (want) {
    case 'to-inf':
      return hasInfinitive ? 4 : 0;
    case 'on-inf':
      return hasInfinitive && clause.preps.some(prep => /^(?:on|to|for|upon)$/.test(prep.word)) ? 4 : 0;
    case 'that':
    case 'that-hostile':
      return hasThat ? 2 : 0;
    case 'as-negative':
      return isNegativePredicate(context, clause) ? 3 : 0;
    case 'on-list':
      return clause.preps.some(prep => isList(context, prep.nps[0])) ? 3 : 0;
    case 'free':
    case 'guilty':
      return tokens.slice(clause.verb.to, clause.verb.to + 8).some(token => token.lower === want) ? 3 : 0;
    case 'none':
      return objects.length === 0 || clause.verb.passive ? 0.8 : 0;
    case 'any':
      return objects.length > 0 ? 1 : 0;
    case 'party': {
      const first = objects[0];
      if (first === undefined) return 0;
      return objects.some(at => partiesAt(context, at, true).length > 0) ? 2 : 0;
    }
    case 'person':
    case 'place': {
      const first = objects[0];
      if (first === undefined) return 0;
      if (want === 'place') return hasClass || targetsAt(context, first, 'in').length > 0 ? 1.5 : 0;
      return hasClass || tokens[clause.verb.to]?.pos === 'NUM' ? 1.5 : 0;
    }
    default:
      return hasClass ? 3 : 0;
  }
}

function isList(context: Context, at: number | undefined): boolean {
  const chunk = at === undefined ? undefined : context.phrases.chunks[at];
  return isNoun(chunk) && /^(?:list|blacklist|lists)$/.test(context.phrases.tokens[chunk.head]?.lower ?? '');
}

function isNegativePredicate(context: Context, clause: Clause): boolean {
  const { tokens, chunks } = context.phrases;
  const bad = (at: number) => {
    const chunk = chunks[at];
    return (
      isNoun(chunk) &&
      tokens.slice(chunk.from, chunk.to).some(token => NEGATIVE.has(token.lemma) || NEGATIVE.has(token.lower))
    );
  };
  const as = clause.preps.find(prep => prep.word === 'as');
  if (as) return as.nps.some(bad);
  return clause.secondObject.some(bad) || adjectiveAfter(context, clause);
}

function adjectiveAfter(context: Context, clause: Clause): boolean {
  const last = clause.object[clause.object.length - 1];
  const after = last === undefined ? undefined : context.phrases.chunks[last + 1];
  return after?.kind === 'adj' && NEGATIVE.has(after.word);
}

/** The preposition phrases that may hold the recipient: after the object first, then after the verb. */
function phrasesOf(context: Context, clause: Clause, object: number | null): PrepPhrase[] {
  const own = object === null ? [] : prepsAfter(context.phrases.chunks, object);
  return [...own, ...clause.preps.filter(prep => !own.some(known => known.at === prep.at))];
}

/** Recipients of a matched verb, from the typed slots of its frame in their order. */
export function recipientsOf(context: Context, clause: Clause, match: VerbMatch, slots: readonly string[]): Party[] {
  return placed(context, clause, match, slotParties(context, clause, match, slots));
}

/** A recipient without a country belongs to the place of a violent act: "killed four people in Syria". */
function placed(context: Context, clause: Clause, match: VerbMatch, found: Party[]): Party[] {
  const type = match.frame.type ?? match.noun?.type;
  if (found.length === 0 || (type !== 'ASSAULT' && type !== 'COERCE')) return found;
  if (found.some(party => party.country !== null || party.entity !== null || party.how === 'coref')) return found;
  const where = clause.preps.find(prep => /^(?:in|at|near|across|inside|outside)$/.test(prep.word));
  const country = where
    ? where.nps.map(np => countryOfPlace(context.phrases, np)).find(code => code !== null)
    : undefined;
  return country ? found.map(party => ({ ...party, country, how: 'role' })) : found;
}

function slotParties(context: Context, clause: Clause, match: VerbMatch, slots: readonly string[]): Party[] {
  const objects = objectsOf(context, clause);
  const preps = phrasesOf(context, clause, match.object);
  for (const slot of slots) {
    let found: Party[] = [];
    if (slot === 'object') {
      found = objects.flatMap(at => partiesAt(context, at, true));
    } else if (slot === 'about') {
      const object = match.object ?? objects[0];
      if (object !== undefined) found = partiesAbout(context, object, aboutWords(match, slots));
    } else {
      const prep = preps.find(phrase => phrase.word === slot && !(slot === 'by' && clause.verb.passive));
      if (prep) found = prep.nps.flatMap(at => targetsAt(context, at, slot));
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** Where the party stands behind an object: of an attack that is condemned it is who did it, never whom it hit. */
function aboutWords(match: VerbMatch, slots: readonly string[]): string[] {
  const verbal = match.frame.type === 'ACCUSE' || match.frame.type === 'SUPPORT' || match.frame.type === 'REJECT';
  if (verbal && match.noun?.type && isHostile(match.noun.type)) return ['by'];
  if (match.frame.objects.includes('as-negative')) return ['by', 'from'];
  if (verbal) return ['by', 'of', 'from', 'to', 'with'];
  if (match.frame.type === 'CONSULT' && match.frame.mode === null) return ['with', 'between', 'of', 'to'];
  return [...slots.filter(slot => slot !== 'by'), 'of', 'with', 'against', 'on', 'in', 'at', 'from', 'to'];
}

/** Parties of a "by" phrase, which act in a passive. */
export function byAgents(context: Context, clause: Clause): Party[] {
  const prep = clause.preps.find(phrase => phrase.word === 'by');
  if (!prep) return [];
  return prep.nps.flatMap(at => {
    const found = partiesAt(context, at, false);
    return found.length > 0 ? found : partiesAbout(context, at, ['of', 'from']);
  });
}

/** Parties of the subject: named themselves, or the owner of what stands there ("US strikes killed …"). */
export function subjectParties(context: Context, clause: Clause): Party[] {
  return clause.subject.flatMap(at => {
    const found = partiesAt(context, at, false);
    return found.length > 0 ? found : partiesAbout(context, at, ['by', 'of', 'from']);
  });
}
