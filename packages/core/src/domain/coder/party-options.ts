import type { Party } from '../coded-event.ts';
import { type Context, partiesAt } from './arguments.ts';
import { countryOfPlace, modifierNation, spanOf } from './named-in.ts';
import { governingPrep, isNoun, leftEdge, prepsAfter, skip } from './phrase-links.ts';
import type { Reading } from './reading.ts';

/** Where an act stands in its sentence: the clause of its verb, or the noun chunk that tells it. */
export type Scene = { context: Context; reading: Reading | null; readings: Reading[]; at: number | null };

/** A phrase of the sentence that may be a side of an act, with the way it hangs together with the act. */
export type PartyOption = {
  at: number;
  party: Party;
  relation: string;
  distance: number;
  /** A place that stands for its country. */
  place: boolean;
  /** Lemma of the head, for a phrase that neither gazetteer nor roles know; else empty. */
  head: string;
};

const MOST = 24;

/** All phrases of a sentence that name somebody, a people or a place, seen from one act. */
export function partyOptions(scene: Scene): PartyOption[] {
  const { context } = scene;
  const { chunks } = context.phrases;
  const trigger = scene.at ?? scene.reading?.clause.at ?? 0;
  const out: PartyOption[] = [];
  for (let at = 0; at < chunks.length && out.length < MOST; at += 1) {
    const chunk = chunks[at];
    if (!isNoun(chunk)) continue;
    const found = knownPartyOf(context, at);
    if (!found) continue;
    out.push({ at, ...found, relation: relationOf(scene, at), distance: at - trigger });
  }
  return out;
}

// Every act of a sentence asks for the same phrases; who they are depends on the sentence alone.
const partiesOf = new WeakMap<Context, Map<number, ReturnType<typeof partyOf>>>();

function knownPartyOf(context: Context, at: number): ReturnType<typeof partyOf> {
  let known = partiesOf.get(context);
  if (!known) {
    known = new Map();
    partiesOf.set(context, known);
  }
  const found = known.get(at);
  if (found !== undefined) return found;
  const party = partyOf(context, at);
  known.set(at, party);
  return party;
}

function partyOf(context: Context, at: number): Pick<PartyOption, 'party' | 'place' | 'head'> | null {
  const { phrases } = context;
  const named = partiesAt(context, at, true)[0];
  if (named) return { party: named, place: named.sector === 'UNK' && named.how === 'role', head: '' };
  const chunk = phrases.chunks[at];
  const head = isNoun(chunk) ? phrases.tokens[chunk.head] : undefined;
  if (!isNoun(chunk) || !head || chunk.pronoun || head.pos === 'NUM') return null;
  const span = spanOf(phrases, chunk.from, chunk.to);
  const nation = modifierNation(phrases, at);
  if (nation) return { party: { ...nation, span }, place: false, head: head.lemma };
  const country = countryOfPlace(phrases, at);
  const unnamed = { span, country, sector: 'UNK', entity: null, how: country ? 'role' : 'unnamed' } as const;
  const proper = head.pos === 'PROPN' && country === null;
  return { party: unnamed, place: country !== null, head: proper ? '<name>' : head.lemma };
}

/** How a phrase hangs together with the act, as one word: "subject", "object", "object.of", "after:on", "to.object" … */
function relationOf(scene: Scene, at: number): string {
  const own = directRelation(scene, at);
  if (own) return own;
  const { chunks } = scene.context.phrases;
  // The owner in "Iran's navy", then what a phrase belongs to through its preposition.
  const next = chunks[at + 1];
  if (isNoun(next) && next.possessor === at) {
    const owned = directRelation(scene, at + 1);
    if (owned) return `owner.${owned}`;
  }
  const prep = governingPrep(chunks, at);
  const word = prep === null ? null : chunks[prep];
  if (prep !== null && word?.kind === 'prep') {
    const left = skip(chunks, prep - 1, -1);
    const above = isNoun(chunks[left]) ? directRelation(scene, left) : null;
    if (above) return `${above}.${word.word}`;
    return `${at < (scene.at ?? scene.reading?.clause.at ?? 0) ? 'left' : 'right'}:${word.word}`;
  }
  return at < (scene.at ?? scene.reading?.clause.at ?? 0) ? 'left' : 'right';
}

function directRelation(scene: Scene, at: number): string | null {
  const { reading, readings, context } = scene;
  const { chunks } = context.phrases;
  if (scene.at !== null) {
    if (at === scene.at) return 'self';
    const noun = chunks[scene.at];
    if (isNoun(noun) && noun.possessor !== null && (noun.possessor === at || leftEdge(chunks, scene.at) === at))
      return 'owner';
    const prep = prepsAfter(chunks, scene.at).find(phrase => phrase.nps.includes(at));
    return prep ? `after:${prep.word}` : null;
  }
  if (!reading) return null;
  const { clause } = reading;
  const passive = clause.verb.passive || clause.reduced ? 'passive.' : '';
  if (clause.subject.includes(at)) return `${passive}subject`;
  if (clause.object.includes(at)) return `${passive}object`;
  if (clause.secondObject.includes(at)) return 'object2';
  const prep = clause.preps.find(phrase => phrase.nps.includes(at));
  if (prep) return `after:${prep.word}`;
  const below = (index: number | null, name: string): string | null => {
    const other = index === null ? undefined : readings[index]?.clause;
    if (!other) return null;
    if (other.subject.includes(at)) return `${name}.subject`;
    if (other.object.includes(at)) return `${name}.object`;
    const phrase = other.preps.find(found => found.nps.includes(at));
    return phrase ? `${name}.${phrase.word}` : null;
  };
  const speaker = reading.attribution?.speaker;
  const chunk = chunks[at];
  const start = isNoun(chunk) ? context.phrases.tokens[chunk.from]?.start : undefined;
  if (speaker && start !== undefined && speaker.start <= start && start < speaker.end) return 'speaker';
  return below(reading.infinitive, 'to') ?? below(reading.that, 'that') ?? below(clause.governor, `up-${clause.link}`);
}
