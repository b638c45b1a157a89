import { verbFrames } from './frames.ts';
import type { Mention } from './gazetteer.ts';
import type { Token } from './tokens.ts';

/** Nouns and adjectives that end like a past form. */
const NO_PAST =
  /^(?:need|seed|speed|deed|breed|feed|weed|greed|creed|steed|indeed|exceed|proceed|succeed|bloodshed|shed|watershed|bed|seabed|riverbed|hundred|sacred|kindred|infrared|hatred|naked|wicked|rugged|red|led|wed)$/;
const PAST = /(?:ed|shot|bent|struck|stuck|sought|fought|held|drew|shut|hit|cut|put|set|spread|quit|cast)$/;

/** "gendarmes detained an activist": a past form that the tagger took for an adjective or a noun, behind its subject. */
export function isPastAfterSubject(
  tokens: Token[],
  i: number,
  ends: Map<number, Mention>,
  named: Set<number>,
): boolean {
  const token = tokens[i];
  const before = tokens[i - 1];
  const after = tokens[i + 1];
  if (!token || !before || named.has(i) || !PAST.test(token.lower) || !/^\p{Ll}/u.test(token.text)) return false;
  if (!/^(?:ADJ|NOUN)$/.test(token.pos) || NO_PAST.test(token.lower)) return false;
  const mention = ends.get(i);
  const subject = mention ? mention.kind !== 'demonym' && mention.affix === null : /^(?:NOUN|PROPN)$/.test(before.pos);
  const adverb =
    before.pos === 'ADV' && before.lower.endsWith('ly') && /^(?:NOUN|PROPN)$/.test(tokens[i - 2]?.pos ?? '');
  if (!subject && !adverb) return false;
  if (!after) return token.lower.endsWith('ed');
  if (token.pos === 'NOUN' && !token.lower.endsWith('ed'))
    return named.has(i + 1) || /^(?:DET|NUM|PROPN)$/.test(after.pos) || after.lower === 'dead';
  // "a government appointed council": no verb when a noun follows at once behind a determined noun.
  if (after.pos === 'NOUN' && !named.has(i + 1)) return before.lower.endsWith('s') || mention !== undefined;
  return true;
}

const IRREGULAR_PAST =
  /^(?:sent|shot|met|took|gave|won|told|fought|held|struck|sought|drew|broke|withdrew|overthrew|threw|knelt|fled|swore|forbade|forgave|bade|shook|stole|sank|rode|flew|dealt|lent|laid|paid|sold|brought|caught|taught|built|bound|hid|froze|chose|spoke|stood|went|came|began|rose|fell|wrote|slew)$/;
const PLURAL = /^(?:police|people|men|women|children|troops|gunmen|policemen|lawmakers|militia)$/;

/**
 * Makes a verb of the likeliest word where the tagger saw none, in a sentence or up to its first comma: a past form, or, in
 * a sentence without any verb, a present form that the lexicon knows.
 */
export function findOnlyVerb(tokens: Token[], named: Set<number>): void {
  const isFull = (token: Token, i: number) =>
    (token.pos === 'VERB' || token.pos === 'AUX') && tokens[i - 1]?.lower !== 'to';
  const comma = tokens.findIndex(token => token.text === ',');
  const first = tokens.findIndex(isFull);
  const bare = first < 0;
  if (!bare && (comma < 4 || first < comma)) return;
  const end = bare ? tokens.length : comma;
  const isBehindSubject = (i: number): boolean => {
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    if (!before || !after || i >= end || named.has(i) || !/^\p{Ll}/u.test(tokens[i]?.text ?? '')) return false;
    const next = bare ? /^(?:DET|PROPN|ADJ|NUM|NOUN|PRON|ADP|ADV|PART)$/ : /^(?:DET|PROPN|NUM|PRON|ADP|PART)$/;
    return (
      (named.has(i - 1) || /^(?:NOUN|PROPN|NUM)$/.test(before.pos) || /^(?:military|opposition)$/.test(before.lower)) &&
      (named.has(i + 1) || next.test(after.pos))
    );
  };
  const past = tokens.findIndex(
    (token, i) =>
      isBehindSubject(i) &&
      (IRREGULAR_PAST.test(token.lower) || (/[a-z]{3}ed$/.test(token.lower) && !NO_PAST.test(token.lower))),
  );
  const present = past < 0 && bare ? tokens.findIndex((_, i) => isBehindSubject(i) && isPresent(tokens, i, named)) : -1;
  const verb = tokens[Math.max(past, present)];
  if (verb) Object.assign(verb, { pos: 'VERB', lemma: past >= 0 ? pastBase(verb.lower) : baseForm(verb.lower) });
}

/** "police arrest leader", "Dili and Canberra sign treaty", "court jails leader": number of subject and verb agree. */
function isPresent(tokens: Token[], i: number, named: Set<number>): boolean {
  const [token, before, after] = [tokens[i], tokens[i - 1], tokens[i + 1]];
  if (!token || !before || !after || verbFrames(baseForm(token.lower)).length === 0) return false;
  const several =
    PLURAL.test(before.lower) ||
    (!named.has(i - 1) && before.pos === 'NOUN' && /[^s]s$/.test(before.lower)) ||
    tokens.slice(Math.max(0, i - 5), i).some(one => one.lower === 'and' || one.text === ',');
  if (/[^s]s$/.test(token.lower)) return !several && after.pos !== 'ADP' && after.pos !== 'ADV';
  return several;
}

/** Base of a past form without a lexicon to ask: "detained" is "detain", "voiced" "voice", "barred" "bar". */
export function pastBase(word: string): string {
  const known = IRREGULAR[word] ?? baseForm(word);
  if (known !== word || !word.endsWith('ed')) return known;
  const stem = word.slice(0, -2);
  if (stem.endsWith('i')) return `${stem.slice(0, -1)}y`;
  if (/([bdgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return /(?:[cgsvz]|[aeiou][dkmnprtl]|[bcdfgkpt]l)$/.test(stem) &&
    !/(?:ain|oin|eal|oil|ail|ear|eat|oad|ook|eed|ead|een|oup|eat|end|ss)$/.test(stem)
    ? `${stem}e`
    : stem;
}

const IRREGULAR: Record<string, string> = {
  shot: 'shoot',
  bent: 'bend',
  struck: 'strike',
  stuck: 'stick',
  sought: 'seek',
  fought: 'fight',
  held: 'hold',
  drew: 'draw',
  sent: 'send',
  met: 'meet',
  took: 'take',
  gave: 'give',
  won: 'win',
  told: 'tell',
  broke: 'break',
  withdrew: 'withdraw',
  overthrew: 'overthrow',
  threw: 'throw',
  knelt: 'kneel',
  fled: 'flee',
  swore: 'swear',
  forbade: 'forbid',
  forgave: 'forgive',
  bade: 'bid',
  shook: 'shake',
  stole: 'steal',
  sank: 'sink',
  rode: 'ride',
  flew: 'fly',
  dealt: 'deal',
  lent: 'lend',
  laid: 'lay',
  paid: 'pay',
  sold: 'sell',
  brought: 'bring',
  caught: 'catch',
  taught: 'teach',
  built: 'build',
  bound: 'bind',
  hid: 'hide',
  froze: 'freeze',
  chose: 'choose',
  spoke: 'speak',
  stood: 'stand',
  went: 'go',
  came: 'come',
  began: 'begin',
  rose: 'rise',
  fell: 'fall',
  wrote: 'write',
  slew: 'slay',
};

/** Base form of a regular verb that the lexicon knows, else the word. */
export function baseForm(word: string): string {
  const tries = [word];
  if (word.endsWith('ies')) tries.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('es')) tries.push(word.slice(0, -2));
  if (word.endsWith('s')) tries.push(word.slice(0, -1));
  if (word.endsWith('ied')) tries.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ed')) tries.push(word.slice(0, -1), word.slice(0, -2), word.slice(0, -3));
  if (word.endsWith('ing')) tries.push(word.slice(0, -3), `${word.slice(0, -3)}e`, word.slice(0, -4));
  return tries.find(form => verbFrames(form).length > 0) ?? word;
}
