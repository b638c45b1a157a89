import type { Party } from '../coded-event.ts';
import { isAsset } from './asset-owner.ts';
import { type Discourse, nearestState, recall } from './discourse.ts';
import { type NounFrame, nounFrames } from './frames.ts';
import { countryOfPlace, modifierNation, type Phrases } from './named-in.ts';
import { resolveChunk } from './parties.ts';
import { isNoun, prepsAfter } from './phrase-links.ts';
import { singular } from './singular.ts';

/** A sentence with what came before it, as the matchers need it. */
export type Context = {
  phrases: Phrases;
  discourse: Discourse;
  sentence: number;
  topics: readonly [field: string, value: string][];
};

const STATE_ROLES = new Set(['GOV', 'MIL', 'COP', 'LEG', 'JUD', 'SPY']);

/** Parties that a noun chunk stands for as actor (`asTarget` false) or as target, following pronouns. */
export function partiesAt(context: Context, at: number, asTarget: boolean): Party[] {
  const { phrases, discourse, sentence } = context;
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk)) return [];
  const tokens = phrases.tokens;
  const span = { start: tokens[chunk.from]?.start ?? 0, end: tokens[chunk.to - 1]?.end ?? 0 };
  const words = tokens.slice(chunk.from, chunk.to).map(token => token.lower);
  if (chunk.pronoun) return recall(discourse, words[0] ?? '', span, sentence);
  const head = tokens[chunk.head]?.lemma ?? '';
  if (
    /^(?:country|countries|side|sides|nation|government|neighbor|neighbour|state|ally|allies|foe|leader|minister|president|official|men|diplomat|party|parties|capital|delegation|premier)s?$/.test(
      head,
    ) &&
    words.some(word => word === 'two' || word === 'both')
  ) {
    const two = recall(discourse, 'two', span, sentence);
    if (two.length === 2) return two;
  }
  const counted = quantityOf(context, at);
  if (counted) return counted.flatMap(np => partiesAt(context, np, asTarget));
  const party = resolveChunk(phrases, at, asTarget);
  if (!party) return [];
  const several = severalCountries(context, at, party);
  if (several.length > 1) return several;
  if (party.country === null && party.entity === null && words[0] !== 'a' && words[0] !== 'an') {
    if (
      /^(?:group|militia|movement|organization|organisation)$/.test(head) &&
      /^(?:the|this|that)$/.test(words[0] ?? '')
    ) {
      const group = recall(discourse, 'group', span, sentence);
      if (group.length > 0) return group;
    }
    const definite =
      /^(?:the|its|their|his|this|that)$/.test(words[0] ?? '') || party.sector === 'COP' || party.sector === 'MIL';
    if (STATE_ROLES.has(party.sector) && party.how === 'role' && definite && !isAsset(tokens[chunk.head])) {
      const country = nearestState(discourse, sentence, party.sector);
      if (country) return [{ ...party, country, how: 'coref' }];
    }
  }
  return [party];
}

/** "dozens of PKK targets": what is counted, not the count. */
function quantityOf(context: Context, at: number): number[] | null {
  const { chunks, tokens } = context.phrases;
  const chunk = chunks[at];
  const of = chunks[at + 1];
  if (!isNoun(chunk) || of?.kind !== 'prep' || of.word !== 'of') return null;
  if (
    !/^(?:dozens|hundreds|thousands|scores|tens|number|series|majority|lots|most|some|many|several|two|three|one|all|half|part|members?|millions)$/.test(
      tokens[chunk.head]?.lower ?? '',
    )
  )
    return null;
  return prepsAfter(chunks, at)[0]?.nps ?? null;
}

/** "the foreign ministers of Pakistan and Iran": one role in two countries. */
function severalCountries(context: Context, at: number, party: Party): Party[] {
  const { phrases } = context;
  const of = phrases.chunks[at + 1];
  if ((party.how !== 'role' && party.how !== 'direct') || of?.kind !== 'prep' || !/^(?:of|from)$/.test(of.word))
    return [];
  const nps = prepsAfter(phrases.chunks, at)[0]?.nps ?? [];
  if (nps.length < 2) return [];
  return nps.flatMap(np => {
    const country = countryOfPlace(phrases, np);
    return country ? [{ ...party, country }] : [];
  });
}

/** Noun frames of the head of a chunk, longest wording first; "the start of talks" is read as talks. */
export function nounFramesAt(
  phrases: Phrases,
  at: number,
): { frames: readonly NounFrame[]; at: number; soon: boolean } {
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk)) return { frames: [], at, soon: false };
  const { tokens } = phrases;
  const head = tokens[chunk.head];
  if (head && TRANSPARENT_HEADS.has(head.lemma)) {
    const of = prepsAfter(phrases.chunks, at)[0];
    const money = /^(?:million|billion|worth|dollar|euro)$/.test(head.lemma);
    const inner = (of?.word === 'of' || (money && of?.word === 'in')) && of.at <= at + 3 ? of.nps[0] : undefined;
    if (inner !== undefined) {
      const found = nounFramesAt(phrases, inner);
      const soon = tokens
        .slice(chunk.from, chunk.to)
        .some(token => /^(?:imminent|upcoming|forthcoming|future|planned)$/.test(token.lower));
      if (found.frames.length > 0) return { ...found, soon: soon || found.soon };
    }
  }
  const soon = tokens
    .slice(chunk.from, chunk.to)
    .some(token => /^(?:imminent|upcoming|forthcoming|future|planned|possible|potential|proposed)$/.test(token.lower));
  for (let from = Math.max(chunk.from, chunk.head - 2); from <= chunk.head; from += 1) {
    const words = tokens.slice(from, chunk.head).map(token => token.lower);
    for (const last of [head?.lower ?? '', head?.lemma ?? '', singular(head?.lower ?? '')]) {
      const frames = nounFrames([...words, last].join(' '));
      if (frames.length > 0) {
        const single =
          from === chunk.head || frames.some(frame => frame.type !== null) ? [] : nounFrames(head?.lemma ?? '');
        return { frames: [...frames, ...single], at, soon };
      }
    }
  }
  return { frames: [], at, soon };
}

const TRANSPARENT_HEADS = new Set([
  'start',
  'beginning',
  'resumption',
  'launch',
  'opening',
  'series',
  'round',
  'wave',
  'package',
  'number',
  'dozen',
  'hundred',
  'thousand',
  'group',
  'lot',
  'set',
  'type',
  'kind',
  'pair',
  'handful',
  'string',
  'spate',
  'majority',
  'part',
  'ton',
  'tonne',
  'shipment',
  'batch',
  'delivery',
  'some',
  'most',
  'couple',
  'continuation',
  'million',
  'billion',
  'worth',
  'use',
  'conclusion',
]);

/** Parties inside or behind a noun chunk: its owner, the nations among its modifiers, then "with", "of", "against" … */
export function partiesAbout(context: Context, at: number, words: readonly string[]): Party[] {
  const { phrases } = context;
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk) || chunk.pronoun) return [];
  if (chunk.possessor !== null) {
    const owner = partiesAt(context, chunk.possessor, true);
    if (owner.length > 0) return owner.map(party => ({ ...party, how: 'possessive' }));
  }
  const nation = modifierNation(phrases, at);
  if (nation) return [nation];
  for (const prep of prepsAfter(phrases.chunks, at)) {
    if (!words.includes(prep.word)) continue;
    const found = prep.nps.flatMap(np => targetsAt(context, np, prep.word));
    if (found.length > 0) return found;
  }
  return [];
}

/** Parties at the receiving end in a prepositional phrase: a party, the owner of a thing, or a place for its country. */
export function targetsAt(context: Context, at: number, word: string): Party[] {
  const found = partiesAt(context, at, true);
  if (found.length > 0) return found;
  const { phrases } = context;
  const nation = modifierNation(phrases, at);
  if (nation) return [nation];
  const chunk = phrases.chunks[at];
  if (isNoun(chunk) && chunk.possessor !== null) {
    const owner = partiesAt(context, chunk.possessor, true);
    if (owner.length > 0) return owner;
  }
  if (
    /^(?:in|at|near|into|across|over|on|along|inside|around|outside|to|toward|towards)$/.test(word) &&
    isNoun(chunk)
  ) {
    const of = prepsAfter(phrases.chunks, at)[0];
    const whole = of?.word === 'of' && of.at === at + 1 ? of.nps[0] : undefined;
    const country = countryOfPlace(phrases, at) ?? (whole === undefined ? null : countryOfPlace(phrases, whole));
    const span = { start: phrases.tokens[chunk.from]?.start ?? 0, end: phrases.tokens[chunk.to - 1]?.end ?? 0 };
    if (country) return [{ span, country, sector: 'UNK', entity: null, how: 'role' }];
  }
  return [];
}
