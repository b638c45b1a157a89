import type { Chunk, WordChunk } from './chunk.ts';
import type { DateMention } from './dates.ts';
import type { Mention } from './gazetteer.ts';
import { nounGroupAt } from './noun-group.ts';
import type { Token } from './tokens.ts';
import { verbGroupAt } from './verb-group.ts';
import { PARTICLES, PREPOSITIONS, RELATIVES, SUBORDINATORS } from './word-classes.ts';

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
