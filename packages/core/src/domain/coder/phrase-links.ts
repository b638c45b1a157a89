import type { Chunk, NounChunk } from './chunk.ts';

export type PrepPhrase = { word: string; at: number; nps: number[] };

export function isNoun(chunk: Chunk | undefined): chunk is NounChunk {
  return chunk?.kind === 'np';
}

const TRANSPARENT = new Set(['adv', 'date', 'other', 'open', 'close']);

export const NOT_GOVERNING = new Set([
  'after',
  'before',
  'since',
  'until',
  'as',
  'while',
  'because',
  'although',
  'though',
  'if',
  'when',
  'than',
  'whether',
  'that',
  'amid',
]);

/** The possessor chain to the left of a noun chunk: index of its first chunk. */
export function leftEdge(chunks: Chunk[], at: number): number {
  let i = at;
  for (;;) {
    const chunk = chunks[i];
    if (!isNoun(chunk) || chunk.possessor === null) return i;
    i = chunk.possessor;
  }
}

/** The noun chunk that a run starting at `at` ends in, following "'s": the head of "Iran's new ambassador". */
export function rightEdge(chunks: Chunk[], at: number): number {
  let i = at;
  for (;;) {
    const next = chunks[i + 1];
    if (!isNoun(next) || next.possessor !== i) return i;
    i += 1;
  }
}

/** Skips dates, adverbs, brackets and quotation marks to the left or right. */
export function skip(chunks: Chunk[], from: number, step: 1 | -1): number {
  let i = from;
  while (TRANSPARENT.has(chunks[i]?.kind ?? '')) i += step;
  return i;
}

/** Noun chunks coordinated with the one at `at`, to its right ("the US, Britain and France"), itself first. */
export function coordinatedRight(chunks: Chunk[], at: number): number[] {
  const out = [at];
  let i = at;
  let commas = 0;
  while (out.length < 12) {
    let next = skip(chunks, i + 1, 1);
    const joiner = chunks[next];
    if (joiner?.kind !== 'and' && joiner?.kind !== 'comma') break;
    if (joiner.kind === 'comma') commas += 1;
    if (joiner.kind === 'comma' && chunks[next + 1]?.kind === 'and') next += 1;
    const closing = chunks[next]?.kind === 'and';
    if (chunks[next + 1]?.kind === 'open') next += 1;
    if (!isNoun(chunks[next + 1])) break;
    const target = rightEdge(chunks, next + 1);
    // "attacked Iran and Iraq condemned it": the second noun opens a clause of its own.
    const after = skip(chunks, target + 1, 1);
    if (chunks[after]?.kind === 'vg' && !closing) break;
    if (chunks[after]?.kind === 'vg' && closing && hasVerbBefore(chunks, at)) break;
    if (!closing && !continuesList(chunks, target)) break;
    out.push(target);
    i = target;
    if (closing) break;
  }
  return commas > 0 && out.length < 2 ? [at] : out;
}

/** A comma joins a list only when an "and" follows; otherwise it opens an apposition. */
function continuesList(chunks: Chunk[], at: number): boolean {
  let i = at;
  for (let steps = 0; steps < 12; steps += 1) {
    const next = chunks[i + 1];
    if (next?.kind === 'and') return isNoun(chunks[i + 2]);
    if (next?.kind !== 'comma' || !isNoun(chunks[i + 2])) {
      return next?.kind === 'comma' && chunks[i + 2]?.kind === 'and' && isNoun(chunks[i + 3]);
    }
    i = rightEdge(chunks, i + 2);
  }
  return false;
}

function hasVerbBefore(chunks: Chunk[], at: number): boolean {
  for (let i = at - 1; i >= 0; i -= 1) {
    const kind = chunks[i]?.kind;
    if (kind === 'vg') return true;
    if (kind === 'stop' || kind === 'sub') return false;
  }
  return false;
}

/** Prepositional phrases that follow chunk `at`, up to the end of the clause. */
export function prepsAfter(chunks: Chunk[], at: number): PrepPhrase[] {
  let known = phrasesOf.get(chunks);
  if (!known) {
    known = new Map();
    phrasesOf.set(chunks, known);
  }
  const found = known.get(at) ?? readPreps(chunks, at);
  known.set(at, found);
  return found;
}

// A sentence asks for the same phrases many times; its chunks do not change once they are cut.
const phrasesOf = new WeakMap<Chunk[], Map<number, PrepPhrase[]>>();

function readPreps(chunks: Chunk[], at: number): PrepPhrase[] {
  const out: PrepPhrase[] = [];
  let i = at + 1;
  while (i < chunks.length) {
    const chunk = chunks[i];
    if (!chunk) break;
    if (chunk.kind === 'vg' || chunk.kind === 'stop' || chunk.kind === 'rel') break;
    if (chunk.kind === 'sub' && chunk.word !== 'as') break;
    if (chunk.kind === 'prep' || (chunk.kind === 'sub' && chunk.word === 'as')) {
      const next = skip(chunks, i + 1, 1);
      if (isNoun(chunks[next])) {
        const head = rightEdge(chunks, next);
        const nps = coordinatedRight(chunks, head);
        out.push({ word: chunk.word, at: i, nps });
        i = (nps[nps.length - 1] ?? head) + 1;
        continue;
      }
    }
    i += 1;
  }
  return out;
}

/** True when a preposition governs the noun chunk, directly or through a coordination. */
export function governingPrep(chunks: Chunk[], at: number): number | null {
  let i = leftEdge(chunks, at) - 1;
  for (let steps = 0; steps < 24 && i >= 0; steps += 1) {
    i = skip(chunks, i, -1);
    const chunk = chunks[i];
    if (!chunk) return null;
    if (chunk.kind === 'prep') return NOT_GOVERNING.has(chunk.word) ? null : i;
    if (chunk.kind === 'adj') {
      i -= 1;
      continue;
    }
    if (chunk.kind === 'and' || chunk.kind === 'comma') {
      let before = skip(chunks, i - 1, -1);
      if (chunk.kind === 'and' && chunks[before]?.kind === 'comma') before = skip(chunks, before - 1, -1);
      if (!isNoun(chunks[before])) return null;
      if (chunk.kind === 'comma' && !continuesList(chunks, before)) return null;
      i = leftEdge(chunks, before) - 1;
      continue;
    }
    return null;
  }
  return null;
}

/** The noun chunk that the one at `at` depends on through prepositions, or itself. */
export function climb(chunks: Chunk[], at: number): number {
  let np = at;
  for (let steps = 0; steps < 12; steps += 1) {
    const prep = governingPrep(chunks, np);
    const left = prep === null ? -1 : skip(chunks, prep - 1, -1);
    if (!isNoun(chunks[left])) return np;
    np = left;
  }
  return np;
}

/** First of the coordinated noun chunks that end at `at`, leftwards. */
export function coordinatedLeft(chunks: Chunk[], at: number): number[] {
  let first = at;
  for (let steps = 0; steps < 12; steps += 1) {
    let i = leftEdge(chunks, first) - 1;
    const joiner = chunks[i];
    if (joiner?.kind !== 'and' && !(joiner?.kind === 'comma' && first !== at)) break;
    if (joiner.kind === 'and' && chunks[i - 1]?.kind === 'comma') i -= 1;
    if (!isNoun(chunks[i - 1])) break;
    first = i - 1;
  }
  if (first === at) return [at];
  const all = coordinatedRight(chunks, first);
  return all.includes(at) ? all : [first, at];
}
