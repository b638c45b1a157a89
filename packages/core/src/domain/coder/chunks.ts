import type { DateMention } from './dates.ts';
import type { Mention } from './gazetteer.ts';
import { roleEndingAt } from './roles.ts';
import type { Token } from './tokens.ts';

/** A noun phrase. `from`, `to` and `head` are token indexes; `possessor` is the index of the chunk before "'s". */
export type NounChunk = {
  kind: 'np';
  from: number;
  to: number;
  head: number;
  possessor: number | null;
  pronoun: boolean;
};
export type VerbChunk = {
  kind: 'vg';
  from: number;
  to: number;
  head: number;
  form: 'finite' | 'inf' | 'ing';
  passive: boolean;
};
export type WordChunk = {
  kind: 'prep' | 'and' | 'comma' | 'sub' | 'rel' | 'open' | 'close' | 'stop' | 'date' | 'adj' | 'adv' | 'other';
  from: number;
  to: number;
  word: string;
};
export type Chunk = NounChunk | VerbChunk | WordChunk;

const PREPOSITIONS = new Set([
  'on',
  'against',
  'with',
  'to',
  'from',
  'of',
  'in',
  'at',
  'by',
  'for',
  'over',
  'into',
  'onto',
  'between',
  'among',
  'about',
  'near',
  'during',
  'under',
  'toward',
  'towards',
  'through',
  'within',
  'without',
  'amid',
  'following',
  'along',
  'alongside',
  'off',
  'inside',
  'outside',
  'across',
  'despite',
  'via',
  'upon',
  'around',
  'behind',
  'beyond',
  'concerning',
  'regarding',
  'targeting',
  'housing',
  'hosting',
  'including',
  'involving',
  'besides',
  'except',
  'like',
  'linked',
  'belonging',
  'loyal',
  'allied',
  'affiliated',
  'per',
  'throughout',
  'above',
  'below',
  'beside',
  'up',
  'down',
  'out',
  'back',
]);
const VESSELS = /^(?:ship|vessel|tanker|freighter|carrier|boat|trawler|destroyer|warship|frigate)$/;
const PARTICLES = new Set(['out', 'up', 'off', 'down', 'back', 'away', 'forward', 'together']);
const SUBORDINATORS = new Set([
  'that',
  'if',
  'unless',
  'because',
  'when',
  'while',
  'after',
  'before',
  'since',
  'as',
  'although',
  'though',
  'until',
  'whether',
  'how',
  'why',
  'than',
  'once',
  'where',
  'what',
  'whereas',
  'so',
  'lest',
  'till',
  'provided',
]);
const RELATIVES = new Set(['who', 'which', 'whom', 'whose']);
const AUXILIARIES = new Set([
  'is',
  'are',
  'was',
  'were',
  'be',
  'been',
  'being',
  'am',
  "'re",
  "'m",
  'has',
  'have',
  'had',
  "'ve",
  'having',
  'do',
  'does',
  'did',
  'will',
  'would',
  'shall',
  'should',
  'can',
  'could',
  'may',
  'might',
  'must',
  'ca',
  'wo',
  "'ll",
  "'d",
  'cannot',
]);
const BE = new Set(['is', 'are', 'was', 'were', 'be', 'been', 'being', 'am', 'get', 'got', 'gets', "'re", "'m"]);
const PRONOUNS = new Set([
  'it',
  'they',
  'he',
  'she',
  'we',
  'i',
  'you',
  'them',
  'him',
  'her',
  'us',
  'me',
  'both',
  'themselves',
  'itself',
  'himself',
  'each',
  'others',
  'another',
  'everyone',
  'nobody',
  'someone',
  'anyone',
  'nothing',
  'something',
  'everything',
  'none',
]);
const POSSESSIVE = new Set(['its', 'their', 'his', 'her', 'our', 'my', 'your', 'whose']);

/** Cuts one tagged sentence into phrases, left to right, in one pass. */
export function chunkSentence(tokens: Token[], mentions: Mention[], dates: DateMention[]): Chunk[] {
  const chunks: Chunk[] = [];
  const mentionAt = new Map(mentions.map(mention => [mention.from, mention]));
  let quoteOpen = false;
  let possessor: number | null = null;
  let i = 0;
  while (i < tokens.length) {
    const token = tokens[i];
    if (!token) break;
    const date = dates.find(found => found.start <= token.start && token.start < found.end);
    if (date && !mentionAt.has(i)) {
      let to = i + 1;
      while (to < tokens.length && (tokens[to]?.start ?? 0) < date.end) to += 1;
      const before = chunks[chunks.length - 1];
      if (before?.kind === 'prep' && /^(?:on|in|since|during|of|at|from|by|over)$/.test(before.word)) chunks.pop();
      chunks.push({ kind: 'date', from: i, to, word: token.lower });
      i = to;
      continue;
    }
    if (token.text === '(') {
      let to = i + 1;
      while (to < tokens.length && to < i + 24 && tokens[to]?.text !== ')') to += 1;
      if (tokens[to]?.text === ')') {
        chunks.push({ kind: 'other', from: i, to: to + 1, word: '()' });
        i = to + 1;
        continue;
      }
    }
    if (/^["“”«»]$/.test(token.text)) {
      const opens: boolean = token.text === '“' || token.text === '«' || (token.text === '"' && !quoteOpen);
      quoteOpen = opens;
      chunks.push({ kind: opens ? 'open' : 'close', from: i, to: i + 1, word: token.text });
      i += 1;
      continue;
    }
    const verb = verbGroupAt(tokens, i, mentionAt);
    if (verb) {
      chunks.push(verb);
      i = verb.to;
      possessor = null;
      continue;
    }
    const noun = nounGroupAt(tokens, i, mentionAt, dates);
    if (noun) {
      chunks.push({ ...noun, possessor });
      possessor = null;
      i = noun.to;
      if (isPossessiveMark(tokens, i)) {
        possessor = chunks.length - 1;
        i += 1;
      }
      continue;
    }
    if (
      token.text === ',' &&
      mentionAt.has(i + 1) &&
      [...mentionAt.values()].some(mention => mention.to === i && mention.from === 0) &&
      isVerbAfterName(tokens, mentionAt, i + 1)
    ) {
      chunks.push({ kind: 'and', from: i, to: i + 1, word: ',' });
      i += 1;
      continue;
    }
    const last = chunks[chunks.length - 1];
    const particle = last?.kind === 'vg' && PARTICLES.has(token.lower);
    chunks.push(particle ? { kind: 'adv', from: i, to: i + 1, word: token.lower } : wordChunk(token, i));
    i += 1;
  }
  return chunks;
}

/** "US, China hold talks": a headline's comma for "and". */
function isVerbAfterName(tokens: Token[], mentionAt: Map<number, Mention>, i: number): boolean {
  const mention = mentionAt.get(i);
  return mention !== undefined && tokens[mention.to]?.pos === 'VERB';
}

function isPossessiveMark(tokens: Token[], i: number): boolean {
  const token = tokens[i];
  if (!token) return false;
  if (token.lower === "'s") return true;
  const after = tokens[i + 1];
  return (
    token.text === "'" &&
    token.start === tokens[i - 1]?.end &&
    /s$/i.test(tokens[i - 1]?.text ?? '') &&
    after !== undefined &&
    /^(?:NOUN|ADJ|PROPN|VERB|NUM)$/.test(after.pos)
  );
}

function wordChunk(token: Token, i: number): WordChunk {
  const at = { from: i, to: i + 1, word: token.lower };
  if (token.text === ',') return { kind: 'comma', ...at };
  if (/^(?:;|:|\.|\?|!|—|–|--|\.\.\.)$/.test(token.text)) return { kind: 'stop', ...at };
  if (
    token.lower === 'and' ||
    token.lower === 'or' ||
    token.lower === 'but' ||
    token.lower === '&' ||
    token.lower === 'nor'
  )
    return { kind: 'and', ...at };
  if (RELATIVES.has(token.lower)) return { kind: 'rel', ...at };
  if (SUBORDINATORS.has(token.lower)) return { kind: 'sub', ...at };
  if (PREPOSITIONS.has(token.lower) || token.pos === 'ADP') return { kind: 'prep', ...at };
  if (token.pos === 'ADJ') return { kind: 'adj', ...at };
  if (token.pos === 'ADV') return { kind: 'adv', ...at };
  return { kind: 'other', ...at };
}

function verbGroupAt(tokens: Token[], start: number, mentionAt: Map<number, Mention>): VerbChunk | null {
  let i = start;
  let head = -1;
  let inf = false;
  let be = false;
  let aux = false;
  while (i < tokens.length) {
    const token = tokens[i];
    if (!token || mentionAt.has(i)) break;
    const { lower, pos } = token;
    if (head < 0 && i === start && lower === 'to' && isVerbal(tokens[i + 1])) {
      inf = true;
    } else if (head < 0 && i === start && lower === 'to' && tokens[i + 1]?.pos === 'ADV' && isVerbal(tokens[i + 2])) {
      inf = true;
    } else if (AUXILIARIES.has(lower) && pos !== 'NOUN' && pos !== 'PROPN') {
      aux = true;
      if (BE.has(lower)) be = true;
      else if (lower !== 'being') be = be && false;
    } else if (pos === 'VERB') {
      head = i;
      if (BE.has(lower)) {
        be = true;
        i += 1;
        if (tokens[i]?.pos === 'VERB') continue;
        break;
      }
      i += 1;
      break;
    } else if (
      i > start &&
      (pos === 'ADV' || lower === 'not' || lower === "n't" || lower === 'never') &&
      (aux || inf)
    ) {
      // an adverb inside the group: "has repeatedly attacked"
    } else break;
    i += 1;
  }
  if (head < 0) {
    if (!aux) return null;
    let last = start;
    for (let k = start; k < i; k += 1) if (AUXILIARIES.has(tokens[k]?.lower ?? '')) last = k;
    return { kind: 'vg', from: start, to: last + 1, head: last, form: inf ? 'inf' : 'finite', passive: false };
  }
  const word = tokens[head]?.lower ?? '';
  const ing = word.endsWith('ing') && !be && !inf;
  const participle = !word.endsWith('ing') && be;
  return {
    kind: 'vg',
    from: start,
    to: i,
    head,
    form: inf ? 'inf' : ing && !aux ? 'ing' : 'finite',
    passive: participle,
  };
}

function isVerbal(token: Token | undefined): boolean {
  return token !== undefined && (token.pos === 'VERB' || token.pos === 'AUX');
}

function nounGroupAt(
  tokens: Token[],
  start: number,
  mentionAt: Map<number, Mention>,
  dates: DateMention[],
): Omit<NounChunk, 'possessor'> | null {
  let i = start;
  let head = -1;
  const first = tokens[start];
  if (!first) return null;
  if (
    PRONOUNS.has(first.lower) &&
    !mentionAt.has(start) &&
    !(POSSESSIVE.has(first.lower) && isNominal(tokens[start + 1]))
  ) {
    const quantifier = first.lower === 'both' && isNominal(tokens[start + 1]);
    if (!quantifier) return { kind: 'np', from: start, to: start + 1, head: start, pronoun: true };
  }
  if ((first.lower === 'this' || first.lower === 'these' || first.lower === 'those') && !isNominal(tokens[start + 1])) {
    return { kind: 'np', from: start, to: start + 1, head: start, pronoun: true };
  }
  if (/^(?:at least|at most|up to|as many as|as much as)$/.test(approximation(tokens, i)))
    i += approximation(tokens, i).split(' ').length;
  while (i < tokens.length) {
    const token = tokens[i];
    if (!token) break;
    const mention = mentionAt.get(i);
    if (mention) {
      if (head >= 0 && opensOwnPhrase(tokens, mention, head, mentionAt)) break;
      i = mention.to;
      head = i - 1;
      continue;
    }
    if (i > start && dates.some(date => date.start <= token.start && token.start < date.end)) break;
    const { lower, pos } = token;
    if (RELATIVES.has(lower) && lower !== 'whose') break;
    if (lower === 'that' && head >= 0) break;
    if (lower === 'than' && /^(?:more|less|fewer)$/.test(tokens[i - 1]?.lower ?? '') && tokens[i + 1]?.pos === 'NUM') {
      i += 1;
      continue;
    }
    if ((SUBORDINATORS.has(lower) && lower !== 'that') || (lower === 'that' && !isNominal(tokens[i + 1]))) break;
    if (pos === 'DET' || POSSESSIVE.has(lower)) {
      if (head >= 0) break;
    } else if (pos === 'NOUN' || pos === 'PROPN') {
      if (PREPOSITIONS.has(lower) && pos === 'NOUN') break;
      if (!(/^\p{Lu}/u.test(token.text) && VESSELS.test(tokens[head]?.lower ?? ''))) head = i;
    } else if (pos === 'SYM' && tokens[i + 1]?.pos === 'NUM') {
      // "$2 million"
    } else if (pos === 'NUM') {
      head = head < 0 && !isNominal(tokens[i + 1]) ? i : head;
    } else if (pos === 'ADJ') {
      if (head >= 0 && !isNominal(tokens[i + 1])) break;
    } else if (lower === 'of' && head === i - 1 && isOfficeOf(tokens, i)) {
      i += 1;
      head = i;
    } else if (
      pos === 'ADV' &&
      head < 0 &&
      (tokens[i + 1]?.pos === 'ADJ' || tokens[i + 1]?.pos === 'NUM' || tokens[i + 1]?.lower === 'than')
    ) {
      // "highly enriched uranium"
    } else if (token.text === '-' && head >= 0 && token.start === tokens[i - 1]?.end && tokens[i + 1] !== undefined) {
      i += 1;
      if (!mentionAt.has(i)) {
        head = tokens[i]?.pos === 'NOUN' || tokens[i]?.pos === 'PROPN' ? i : head;
        i += 1;
      }
      continue;
    } else if (token.text === '-' && i > start && token.start === tokens[i - 1]?.end && isNominal(tokens[i + 1])) {
      // "long-range missiles"
    } else if (/^["“]$/.test(token.text) && head < 0 && i > start && isNominal(tokens[i + 1])) {
      // scare quotes inside the phrase
    } else break;
    i += 1;
  }
  if (head < 0) return null;
  return { kind: 'np', from: start, to: Math.max(i, head + 1), head, pronoun: false };
}

/** "Secretary of State", "Ministry of Foreign Affairs": one title, not a noun with a phrase after it. */
function isOfficeOf(tokens: Token[], of: number): boolean {
  const before = tokens[of - 1]?.lower ?? '';
  const after = tokens[of + 1];
  return (
    /^(?:secretary|minister|ministry|department|chief|chiefs|speaker|head|commander|chairman)$/.test(before) &&
    after !== undefined &&
    /^(?:state|defense|defence|foreign|interior|staff|justice|war|finance|parliament|oil|energy|health|internal|external|national)$/i.test(
      after.text,
    )
  );
}

/** "of its sovereignty Washington's bombings": a name with "'s" after a common noun that is no title begins a phrase. */
function opensOwnPhrase(tokens: Token[], mention: Mention, head: number, mentionAt: Map<number, Mention>): boolean {
  const last = tokens[head];
  if (!last || last.pos !== 'NOUN' || mention.affix !== null || mention.kind === 'demonym' || mention.kind === 'people')
    return false;
  if ([...mentionAt.values()].some(other => other.from <= head && head < other.to)) return false;
  return roleEndingAt(tokens, head) === null && tokens[mention.to]?.lower === "'s";
}

/** "at least 20 policemen": the words before a number that only round it; empty when there are none. */
function approximation(tokens: Token[], i: number): string {
  for (const length of [3, 2]) {
    const words = tokens.slice(i, i + length).map(token => token.lower);
    if (words.length === length && tokens[i + length]?.pos === 'NUM') return words.join(' ');
  }
  return '';
}

function isNominal(token: Token | undefined): boolean {
  return token !== undefined && /^(?:NOUN|PROPN|ADJ|NUM|DET)$/.test(token.pos);
}
