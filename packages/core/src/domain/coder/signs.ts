import type { Context } from './arguments.ts';
import { nounFramesAt } from './arguments.ts';
import type { Candidate } from './candidate.ts';
import { verbFrames } from './frames.ts';
import type { PrepPhrase } from './phrase-links.ts';
import { isNoun, prepsAfter } from './phrase-links.ts';
import type { Reading } from './reading.ts';
import { createSignList, type SignList } from './sign-list.ts';
import { actOf, isContent, masked, modifiersOf, nounAct, wordOf } from './sign-words.ts';

/**
 * What the scorer sees of a candidate. `names` are switched-on features; `words` are looked up in the word vectors, by the
 * place where they stand. Names of countries, people and groups are masked: the scorer must not learn who tends to do what.
 */
export type Signs = {
  names: SignList;
  words: { act: string[]; object: string[]; complement: string[]; around: string[] };
};

const AROUND = 7;

type Told = Pick<
  Candidate,
  'type' | 'reason' | 'rule' | 'factuality' | 'actors' | 'recipients' | 'nominal' | 'headline'
>;

/** Signs of an act told by a verb. `told` is what the rules made of it, null where they made nothing. */
export function verbSigns(
  context: Context,
  reading: Reading,
  readings: Reading[],
  parties: Pick<Candidate, 'actors' | 'recipients'>,
  told: Told | null,
  headline: boolean,
  named: boolean,
): Signs {
  const { chunks } = context.phrases;
  const { clause, modality } = reading;
  const names = createSignList(named);
  const act = actOf(context, reading);
  const objectAt = clause.verb.passive || clause.reduced ? clause.subject[0] : clause.object[0];
  const object = wordOf(context, objectAt);
  const inner = objectAt === undefined ? undefined : prepsAfter(chunks, objectAt)[0];
  const complement = inner?.word === 'of' ? wordOf(context, inner.nps[0]) : '';
  names.add('a', act);
  names.add('o', object);
  names.add('a.o', act, object);
  if (complement) {
    names.add('of', complement);
    names.add('a.of', act, complement);
    names.add('o.of', object, complement);
  }
  const second = wordOf(context, clause.secondObject[0]);
  if (second) {
    names.add('o2', second);
    names.add('a.o2', act, second);
  }
  const modifiers = modifiersOf(context, objectAt);
  for (const word of modifiers) names.add('om', word);
  const preps = clause.preps.slice(0, 4);
  for (const prep of preps) addPrep(names, context, act, prep);
  const infinitive = reading.infinitive === null ? undefined : readings[reading.infinitive];
  const words: Signs['words'] = { act: [act], object: [object], complement: [], around: [] };
  if (infinitive) {
    const to = actOf(context, infinitive);
    const what = wordOf(context, infinitive.clause.object[0]);
    names.add('c', to);
    names.add('a.c', act, to);
    names.add('c.o', to, what);
    names.add('co', what);
    words.complement.push(to, what);
  } else words.complement.push(complement || wordOf(context, preps[0]?.nps[0]));
  const that = reading.that === null ? undefined : readings[reading.that];
  if (that) {
    const spoken = actOf(context, that);
    names.add('t', spoken);
    names.add('a.t', act, spoken);
    names.add('tm', `${that.modality.modal}${that.modality.negated ? '!' : ''}`);
    names.add('a.tm', act, `${that.modality.modal}${that.modality.negated ? '!' : ''}`);
  }
  const governor = clause.governor === null ? undefined : readings[clause.governor];
  if (governor) {
    const by = actOf(context, governor);
    names.add('g', by, clause.link);
    names.add('g.a', by, act);
    names.add('gm', governor.modality.modal, clause.link);
  } else names.add('g', '-');
  const { modal, perfect, negated, tense, habitual } = modality;
  const form = clause.verb.passive ? 'passive' : clause.verb.form;
  names.add('m', modal);
  names.add('p', perfect);
  names.add('neg', negated);
  names.add('tense', tense);
  names.add('form', form);
  names.add('sub', clause.sub);
  names.add('a.m', act, `${modal}${negated ? '!' : ''}`);
  names.add('a.form', act, form);
  names.add('link', clause.link, clause.gerundOf);
  if (habitual) names.add('habitual');
  names.add('rel', `${clause.relative}${clause.reduced}`);
  names.add('quoted', clause.quoted);
  names.add('subj', wordOf(context, clause.subject[0]));
  names.add('kind', 'verb');
  const frame = objectAt === undefined ? undefined : nounFramesAt(context.phrases, objectAt).frames[0];
  if (frame) {
    names.add('oc', frame.class);
    names.add('a.oc', act, frame.class);
  }
  if (reading.match) names.add('control', reading.match.frame.control);
  addLexicon(names, '', act, frame?.class);
  for (const prep of preps) {
    const noun = prep.nps[0] === undefined ? undefined : nounFramesAt(context.phrases, prep.nps[0]).frames[0];
    if (noun) {
      names.add('pc', prep.word, noun.class);
      names.add('a.pc', act, noun.class);
    }
  }
  if (infinitive) {
    const what = infinitive.clause.object[0];
    const noun = what === undefined ? undefined : nounFramesAt(context.phrases, what).frames[0];
    addLexicon(names, 'to.', actOf(context, infinitive), noun?.class);
  }
  for (const [field, value] of context.topics) names.add(field, value);
  if (isPlain(reading)) {
    const sides = `${sideOf(parties.actors)}${sideOf(parties.recipients)}`;
    names.add('plain', told ? told.type : '-', told?.reason, sides);
    names.add('plain.a', act, sides);
    names.add('plain.when', told ? told.type : '-', context.topics.find(([field]) => field === 'when')?.[1]);
  }
  const when = context.topics.find(([field]) => field === 'when')?.[1];
  names.add('when.tense', when, tense, perfect);
  if (told) names.add('when.rule', when, told.type, told.reason);
  addShared(names, parties, told, headline);
  around(context, clause.verb.from, clause.verb.to, names, words, headline);
  return { names, words };
}

/** True for the verb of a main clause, or of what somebody says, that tells plainly what was, is or will be done. */
export function isPlain({ clause, modality, attribution }: Reading): boolean {
  const { modal, negated, habitual, perfect } = modality;
  const reported = clause.link === 'that' && attribution !== null;
  const main = clause.governor === null && clause.sub === null;
  if (clause.relative || negated || habitual || (modal !== null && modal !== 'will')) return false;
  return reported || (main && perfect !== 'had');
}

/** Types that the verb lexicon knows for a verb, whatever its object, and the one for the class of its object. */
function addLexicon(names: SignList, prefix: '' | 'to.', act: string, objectClass: string | undefined): void {
  const frames = verbFrames(act).length > 0 ? verbFrames(act) : verbFrames(act.split('-')[0] ?? act);
  const types = new Set(frames.map(frame => frame.type ?? frame.control));
  for (const type of types) names.add(`${prefix}lx`, type);
  if (types.size === 1) names.add(`${prefix}lx1`, frames[0]?.type ?? frames[0]?.control);
  if (!objectClass) return;
  for (const frame of frames)
    if (frame.objects.includes(objectClass)) names.add(`${prefix}lxo`, frame.type ?? frame.control);
}

/** Signs of an act told by a noun alone. */
export function nounSigns(
  context: Context,
  at: number,
  host: Reading | undefined,
  told: Told,
  headline: boolean,
  named: boolean,
): Signs {
  const { chunks, tokens } = context.phrases;
  const chunk = chunks[at];
  const names = createSignList(named);
  const act = nounAct(context, at);
  const words: Signs['words'] = { act: [wordOf(context, at)], object: [], complement: [], around: [] };
  names.add('a', act);
  names.add('kind', 'noun');
  for (const word of modifiersOf(context, at)) {
    names.add('om', word);
    names.add('a.om', act, word);
  }
  for (const prep of prepsAfter(chunks, at).slice(0, 3)) addPrep(names, context, act, prep);
  if (isNoun(chunk)) {
    const before = tokens[chunk.from - 1];
    names.add('before', before ? before.lower : '-');
    names.add('owner', chunk.possessor !== null);
    const first = tokens[chunk.from];
    if (first?.pos === 'DET' || first?.pos === 'ADJ') names.add('det', first.lower);
  }
  if (host) {
    const verb = actOf(context, host);
    const place = host.clause.subject.includes(at) ? 's' : host.clause.object.includes(at) ? 'o' : 'p';
    names.add('h', verb, place);
    names.add('h.a', verb, act);
    names.add('m', host.modality.modal);
    names.add('neg', host.modality.negated);
    names.add('p', host.modality.perfect);
    names.add('sub', host.clause.sub);
    words.complement.push(verb);
  }
  for (const [field, value] of context.topics) names.add(field, value);
  addShared(names, told, told, headline);
  if (isNoun(chunk)) around(context, chunk.from, chunk.to, names, words, headline);
  return { names, words };
}

function addPrep(names: SignList, context: Context, act: string, prep: PrepPhrase): void {
  const word = wordOf(context, prep.nps[0]);
  names.add('a.p', act, prep.word);
  names.add('p.o', prep.word, word);
  names.add('a.p.o', act, prep.word, word);
}

/** One letter for who stands on a side: a country, an entity without one, somebody unnamed, nobody. */
const sideOf = (list: Candidate['actors']): string =>
  list.length === 0 ? '-' : list.some(party => party.country) ? 'c' : list.some(party => party.entity) ? 'e' : 'x';

function addShared(
  names: SignList,
  parties: Pick<Candidate, 'actors' | 'recipients'>,
  told: Told | null,
  headline: boolean,
): void {
  const side = (list: Candidate['actors']) =>
    list.length === 0 ? '-' : `${list[0]?.country ? 'c' : list[0]?.entity ? 'e' : 'x'}${list[0]?.sector}`;
  const from = new Set(parties.actors.map(party => party.country));
  const domestic = parties.recipients.length > 0 && parties.recipients.every(party => from.has(party.country));
  names.add('actor', side(parties.actors));
  names.add('recipient', side(parties.recipients));
  names.add('domestic', domestic);
  names.add('headline', headline);
  if (told) {
    names.add('rule', told.type);
    names.add('rule.reason', told.type, told.reason);
    names.add('reason', told.reason);
    names.add('id', told.rule);
    names.add('fact', told.factuality, told.type);
  } else names.add('rule', '-');
}

function around(
  context: Context,
  from: number,
  to: number,
  names: SignList,
  words: Signs['words'],
  headline: boolean,
): void {
  const { tokens } = context.phrases;
  const seen = new Set<string>();
  const last = Math.min(tokens.length, to + AROUND + 2);
  for (let i = Math.max(0, from - AROUND); i < last; i += 1) {
    const token = tokens[i];
    if (!token || (i >= from && i < to) || !isContent(token)) continue;
    const word = masked(context, i);
    if (seen.has(word)) continue;
    seen.add(word);
    names.add('w', word);
    if (!word.startsWith('<')) words.around.push(word);
  }
  if (headline) names.add('short');
}
