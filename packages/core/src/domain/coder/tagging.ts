import { isAsset } from './asset-owner.ts';
import { nounFrames, verbFrames } from './frames.ts';
import type { Mention } from './gazetteer.ts';
import { baseForm, isPastAfterSubject, pastBase } from './past-forms.ts';
import { roleEndingAt } from './roles.ts';
import { singular } from './singular.ts';
import type { Token } from './tokens.ts';

const PARTICIPLES = new Set([
  'working',
  'existing',
  'ongoing',
  'leading',
  'ruling',
  'neighbouring',
  'neighboring',
  'visiting',
  'wanted',
  'armed',
  'united',
  'proposed',
  'planned',
  'alleged',
  'suspected',
  'disputed',
  'occupied',
  'deposed',
  'ousted',
  'jailed',
  'detained',
  'captured',
  'continued',
  'increased',
  'renewed',
  'limited',
  'combined',
  'coordinated',
  'opposing',
  'warring',
  'incoming',
  'outgoing',
  'remaining',
  'growing',
  'rising',
  'besieged',
  'banned',
  'masked',
  'displaced',
  'wounded',
  'repeated',
  'heightened',
  'guided',
  'upcoming',
  'escalating',
  'retired',
  'elected',
  'appointed',
]);
const REPORTING_ING = new Set([
  'following',
  'including',
  'regarding',
  'concerning',
  'targeting',
  'housing',
  'hosting',
  'involving',
  'according',
]);

/** Puts right what a tagger trained on prose gets wrong in news: verbs in headlines, participles before nouns, names. */
export function fixTags(tokens: Token[], mentions: Mention[], headline: boolean): void {
  const named = new Set<number>();
  const ends = new Map<number, Mention>();
  for (const mention of mentions) {
    for (let i = mention.from; i < mention.to; i += 1) {
      named.add(i);
      const token = tokens[i];
      if (token) token.pos = 'PROPN';
    }
    ends.set(mention.to, mention);
  }
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (!token || named.has(i)) continue;
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    if (
      /^(?:linked|loyal|allied|affiliated|belonging)$/.test(token.lower) &&
      /^(?:to|with)$/.test(after?.lower ?? '') &&
      before?.pos !== 'AUX'
    ) {
      token.pos = 'ADP';
      continue;
    }
    if (/^(?:houses?|hosts?)$/.test(token.lower) && /^(?:which|that)$/.test(before?.lower ?? '')) {
      Object.assign(token, { pos: 'VERB', lemma: singular(token.lower) });
      continue;
    }
    if (token.lower === 'tear' && after?.lower === 'gas') {
      token.pos = 'NOUN';
      continue;
    }
    if (token.lower === 'test' && after?.text === '-' && tokens[i + 2]?.lower.startsWith('fir')) {
      const verb = tokens[i + 2];
      if (verb) Object.assign(verb, { pos: 'VERB', lemma: 'test-fire' });
      Object.assign(token, { pos: 'ADV' });
      Object.assign(after, { pos: 'ADV' });
      i += 2;
      continue;
    }
    if (REPORTING_ING.has(token.lower)) {
      if (token.lower !== 'according') token.pos = 'ADP';
      continue;
    }
    if (
      token.pos === 'PROPN' &&
      i === 0 &&
      after?.pos !== 'PROPN' &&
      (roleEndingAt(tokens, i) !== null || nounFrames(singular(token.lower)).length > 0)
    )
      token.pos = 'NOUN';
    if (
      token.pos === 'ADJ' &&
      before &&
      /^(?:DET|ADJ|PROPN|NUM)$/.test(before.pos) &&
      (!after || !/^(?:NOUN|PROPN|ADJ|NUM|VERB)$/.test(after.pos) || REPORTING_ING.has(after.lower)) &&
      (roleEndingAt(tokens, i) !== null || nounFrames(token.lower).length > 0 || isAsset(token))
    )
      token.pos = 'NOUN';
    if (isPastAfterSubject(tokens, i, ends, named)) {
      token.pos = 'VERB';
      token.lemma = pastBase(token.lower);
    }
    const subjectBefore =
      ends.has(i) && ends.get(i)?.kind !== 'demonym' && ends.get(i)?.affix === null && token.lower.endsWith('ed');
    if (token.pos === 'VERB' && !subjectBefore && isModifier(token, before, after, named.has(i + 1))) token.pos = 'ADJ';
    else if (
      (token.pos === 'NOUN' || token.pos === 'ADJ' || token.pos === 'PROPN') &&
      isVerbForm(token) &&
      actsAsVerb(tokens, i, ends, named, headline)
    ) {
      token.pos = 'VERB';
      token.lemma = baseForm(token.lower);
    }
    if (token.pos === 'VERB' && verbFrames(token.lemma).length === 0) {
      const base = baseForm(token.lower);
      if (verbFrames(base).length > 0) token.lemma = base;
    }
  }
}

/** "working meetings", "the disputed border": a participle between a determiner or preposition and a noun. */
function isModifier(token: Token, before: Token | undefined, after: Token | undefined, nameAfter: boolean): boolean {
  if (!after || !/(?:ed|ing|en|wn)$/.test(token.lower)) return false;
  const nounAfter =
    after.pos === 'NOUN' ||
    (after.pos === 'PROPN' && !nameAfter) ||
    (after.pos === 'ADJ' && token.lower.endsWith('ed'));
  if (!nounAfter) return false;
  if (before && /^(?:DET|ADJ|NUM)$/.test(before.pos) && before.lower !== 'that') return true;
  if (before && /^(?:its|their|his|her|our|'s)$/.test(before.lower)) return true;
  return PARTICIPLES.has(token.lower) && !/^(?:PRON|AUX)$/.test(before?.pos ?? '');
}

/** A word that the verb lexicon knows in some form. */
function isVerbForm(token: Token): boolean {
  return verbFrames(token.lemma).length > 0 || verbFrames(baseForm(token.lower)).length > 0;
}

function actsAsVerb(
  tokens: Token[],
  i: number,
  ends: Map<number, Mention>,
  named: Set<number>,
  headline: boolean,
): boolean {
  const token = tokens[i];
  const before = tokens[i - 1];
  const after = tokens[i + 1];
  if (!token || !before) return false;
  if (
    /^(?:to|will|would|can|could|may|might|must|should)$/.test(before.lower) &&
    (before.pos === 'PART' || before.pos === 'AUX')
  )
    return token.pos !== 'PROPN';
  if (
    /^(?:that|who|which)$/.test(before.lower) &&
    /^(?:NOUN|PROPN|PUNCT)$/.test(tokens[i - 2]?.pos ?? '') &&
    after &&
    startsObject(after, named.has(i + 1))
  )
    return true;
  const mention = ends.get(i);
  const subject =
    mention !== undefined && mention.affix === null && mention.kind !== 'demonym' && mention.kind !== 'place';
  if (subject && after?.lower === 'to' && /^(?:VERB|AUX)$/.test(tokens[i + 2]?.pos ?? '') && token.lower.endsWith('s'))
    return true;
  const plural = before.pos === 'NOUN' && before.lower.endsWith('s') && !named.has(i - 1);
  if (/ed$/.test(token.lower) && token.pos === 'ADJ') {
    if (subject && after?.pos === 'NOUN' && !tokens.some((t, k) => k > i && (t.pos === 'VERB' || t.pos === 'AUX')))
      return true;
    return (
      (subject || plural) &&
      (after === undefined ||
        /^(?:on|as|in|by|with|at|to|the|a|an|its|their|that)$/.test(after.lower) ||
        /^(?:DET|PROPN|ADP)$/.test(after.pos))
    );
  }
  if (
    headline &&
    before.pos === 'NOUN' &&
    token.lower.endsWith('s') &&
    nounFrames(token.lower).length === 0 &&
    nounFrames(singular(token.lower)).length === 0 &&
    after &&
    (startsObject(after, named.has(i + 1)) || after.pos === 'ADP')
  )
    return true;
  if (token.pos === 'PROPN' && !headline) return false;
  if (
    subject &&
    token.lower === token.lemma &&
    after &&
    startsObject(after, named.has(i + 1)) &&
    tokens.slice(Math.max(0, i - 8), i).some(t => t.lower === 'that') &&
    tokens.slice(0, i).some(t => /^(?:demand|insist|urge|request|ask|propose|recommend)$/.test(t.lemma))
  )
    return true;
  const other = tokens.some((t, k) => k !== i && (t.pos === 'VERB' || t.pos === 'AUX') && Math.abs(k - i) < 8 && k > i);
  if (/(?:s|ed)$/.test(token.lower) && (subject || (headline && plural && !/s$/.test(token.lower)))) {
    if (!after || !startsObject(after, named.has(i + 1)))
      return (
        headline &&
        after !== undefined &&
        /^(?:to|with|for|from|over|against)$/.test(after.lower) &&
        !other &&
        !/^(?:talks|strikes|attacks|raids|sanctions|tariffs|ties|troops|weapons|visits|drills)$/.test(token.lower)
      );
    return !(after.pos === 'VERB' || after.pos === 'AUX') && !(other && after.pos === 'NOUN' && !headline);
  }
  if (!token.lower.endsWith('s') && plural && headline)
    return after !== undefined && startsObject(after, named.has(i + 1)) && !other;
  if (!token.lower.endsWith('s') && !token.lower.endsWith('ed') && plural && named.has(i + 1) && !other) return true;
  return false;
}

function startsObject(token: Token, isName: boolean): boolean {
  return isName || /^(?:DET|PROPN|ADJ|NUM|NOUN|PRON)$/.test(token.pos);
}
