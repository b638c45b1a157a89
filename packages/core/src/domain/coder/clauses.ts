import type { Chunk, NounChunk, VerbChunk } from './chunks.ts';
import type { Token } from './tokens.ts';

export type PrepPhrase = { word: string; at: number; nps: number[] };

/** One verb with its arguments. All numbers are chunk indexes of the sentence; `governor` and `parent` are clause indexes. */
export type Clause = {
  verb: VerbChunk;
  at: number;
  subject: number[];
  object: number[];
  secondObject: number[];
  preps: PrepPhrase[];
  /** The word that opens the clause: "if", "that", "after" … */
  sub: string | null;
  relative: boolean;
  reduced: boolean;
  quoted: boolean;
  /** Clause whose verb this one completes ("agreed to withdraw", "said that Y attacked"), or null. */
  governor: number | null;
  link: 'inf' | 'purpose' | 'that' | 'ing' | 'participle' | null;
  /** Preposition directly before a gerund ("accused of attacking"). */
  gerundOf: string | null;
  /** Told in the pluperfect, a step behind the clauses around it. */
  perfectHad: boolean;
};

export function isNoun(chunk: Chunk | undefined): chunk is NounChunk {
  return chunk?.kind === 'np';
}

const TRANSPARENT = new Set(['adv', 'date', 'other', 'open', 'close']);
const NOT_GOVERNING = new Set([
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
function skip(chunks: Chunk[], from: number, step: 1 | -1): number {
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
function governingPrep(chunks: Chunk[], at: number): number | null {
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
function climb(chunks: Chunk[], at: number): number {
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
function coordinatedLeft(chunks: Chunk[], at: number): number[] {
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

/** Splits a chunked sentence into clauses, one for each verb group, in order. */
export function findClauses(chunks: Chunk[], tokens: Token[]): Clause[] {
  const clauses: Clause[] = [];
  let quoted = false;
  for (let at = 0; at < chunks.length; at += 1) {
    const chunk = chunks[at];
    if (chunk?.kind === 'open') quoted = true;
    if (chunk?.kind === 'close') quoted = false;
    if (chunk?.kind !== 'vg') continue;
    const clause: Clause = {
      verb: chunk,
      at,
      subject: [],
      object: [],
      secondObject: [],
      preps: [],
      sub: null,
      relative: false,
      reduced: false,
      quoted,
      governor: null,
      link: null,
      gerundOf: null,
      perfectHad: tokens.slice(chunk.from, chunk.head).some(token => token.lower === 'had'),
    };
    if (chunk.form === 'finite') attachFinite(chunks, clauses, clause);
    else attachNonFinite(chunks, clauses, clause);
    attachObjects(chunks, clause);
    markReducedRelative(chunks, clauses, clause, tokens);
    clauses.push(clause);
  }
  return clauses;
}

function lastFinite(clauses: Clause[], wantRelative: boolean | null): number {
  for (let i = clauses.length - 1; i >= 0; i -= 1) {
    const clause = clauses[i];
    if (
      clause &&
      clause.verb.form === 'finite' &&
      (wantRelative === null || clause.relative === wantRelative) &&
      !clause.reduced
    )
      return i;
  }
  return -1;
}

function attachFinite(chunks: Chunk[], clauses: Clause[], clause: Clause): void {
  let j = skip(chunks, clause.at - 1, -1);
  const before = chunks[j];
  if (!before) return;
  if (
    before.kind === 'rel' ||
    (before.kind === 'sub' && before.word === 'that' && isNoun(chunks[skip(chunks, j - 1, -1)]))
  ) {
    let k = skip(chunks, j - 1, -1);
    if (chunks[k]?.kind === 'comma') k = skip(chunks, k - 1, -1);
    if (isNoun(chunks[k])) {
      // "strikes near Damascus that killed": a place does not kill, so the relative belongs to what the place belongs to.
      for (let steps = 0; steps < 4; steps += 1) {
        const prep = governingPrep(chunks, k);
        const governor = prep === null ? undefined : chunks[prep];
        if (
          prep === null ||
          governor?.kind !== 'prep' ||
          !/^(?:in|near|at|on|across|inside|outside|over)$/.test(governor.word)
        )
          break;
        const left = skip(chunks, prep - 1, -1);
        if (!isNoun(chunks[left])) break;
        k = left;
      }
      clause.subject = [k];
      clause.relative = true;
    }
    return;
  }
  if (before.kind === 'and') {
    const shared = clauses[lastFinite(clauses, null)];
    const spoken = shared?.link === 'that' && shared.governor !== null ? clauses[shared.governor] : undefined;
    if (spoken && shared && shared.perfectHad && !clause.perfectHad) inherit(clause, spoken);
    else if (shared) inherit(clause, shared);
    return;
  }
  if (before.kind === 'sub') {
    clause.sub = before.word;
    return;
  }
  if (before.kind === 'comma' || before.kind === 'adj') {
    const main = mainSubject(chunks, clauses, clause.at);
    if (main) clause.subject = coordinatedRight(chunks, main.at);
    else {
      const shared = clauses[lastFinite(clauses, false)];
      if (shared) inherit(clause, shared);
    }
    return;
  }
  if (!isNoun(before)) return;
  let np = j;
  for (let steps = 0; steps < 24; steps += 1) {
    const prep = governingPrep(chunks, np);
    if (prep === null) break;
    const left = skip(chunks, prep - 1, -1);
    if (isNoun(chunks[left])) {
      np = left;
      continue;
    }
    const main = mainSubject(chunks, clauses, clause.at);
    if (main) {
      clause.subject = coordinatedRight(chunks, main.at);
      return;
    }
    if (chunks[left]?.kind === 'vg') {
      const reduced = clauses.find(known => known.at === left);
      if (reduced && reduced.subject.length > 0 && reduced.object.length === 0 && reduced.verb.form === 'finite') {
        reduced.reduced = true;
        clause.subject = reduced.subject;
        clause.sub = reduced.sub;
        clause.governor = reduced.governor;
        clause.link = reduced.link;
        return;
      }
    }
    break;
  }
  clause.subject = coordinatedLeft(chunks, np);
  j = skip(chunks, leftEdge(chunks, clause.subject[0] ?? np) - 1, -1);
  const opener = chunks[j];
  if (opener?.kind === 'sub' || (opener?.kind === 'prep' && NOT_GOVERNING.has(opener.word))) clause.sub = opener.word;
  if (opener?.kind === 'sub' && opener.word === 'that') {
    clause.governor = clauseLeftOf(clauses, j);
    clause.link = 'that';
  } else if (opener?.kind === 'vg') {
    clause.governor = clauseLeftOf(clauses, j + 1);
    clause.link = 'that';
  }
}

function inherit(clause: Clause, shared: Clause): void {
  clause.subject = shared.subject;
  clause.sub = shared.sub;
  clause.relative = shared.relative;
  clause.governor = shared.governor;
  clause.link = shared.link;
}

function clauseLeftOf(clauses: Clause[], at: number): number | null {
  for (let i = clauses.length - 1; i >= 0; i -= 1) if ((clauses[i]?.at ?? 0) < at) return i;
  return null;
}

/** The first noun chunk of the segment that no preposition governs and that still waits for its verb. */
function mainSubject(chunks: Chunk[], clauses: Clause[], before: number): { at: number } | null {
  let start = 0;
  for (let i = before - 1; i >= 0; i -= 1) {
    const chunk = chunks[i];
    if (chunk?.kind === 'stop') {
      start = i + 1;
      break;
    }
  }
  for (let i = start; i < before; i += 1) {
    if (!isNoun(chunks[i])) continue;
    const at = rightEdge(chunks, i);
    i = at;
    if (governingPrep(chunks, at) !== null) continue;
    const taken = clauses.some(
      known =>
        known.verb.form === 'finite' && !known.relative && (known.subject.includes(at) || known.object.includes(at)),
    );
    const object = clauses.some(known => known.object.includes(at));
    if (!taken && !object && at < before) return { at };
  }
  return null;
}

function attachNonFinite(chunks: Chunk[], clauses: Clause[], clause: Clause): void {
  const j = skip(chunks, clause.at - 1, -1);
  const before = chunks[j];
  const governor = clauseLeftOf(clauses, clause.at);
  const parent = governor === null ? undefined : clauses[governor];
  if (clause.verb.form === 'inf') {
    if (!parent || parent.relative) {
      // "Iran to hold talks with Iraq": a headline's future.
      if (!parent && isNoun(before)) clause.subject = coordinatedLeft(chunks, climb(chunks, j));
      return;
    }
    clause.governor = governor;
    const direct = before?.kind === 'vg' || (before?.kind === 'adj' && chunks[j - 1]?.kind === 'vg');
    const afterObject = isNoun(before) && parent.object.includes(j);
    const joined = before?.kind === 'and' && parent.verb.form === 'inf';
    if (joined) {
      clause.governor = parent.governor;
      clause.link = parent.link;
      clause.subject = parent.subject;
      return;
    }
    clause.link = direct || afterObject || asked(parent, j) ? 'inf' : 'purpose';
    clause.subject = direct
      ? parent.subject
      : afterObject
        ? parent.object
        : asked(parent, j)
          ? (parent.preps[0]?.nps ?? [])
          : parent.subject;
    if (clause.subject.length === 0) clause.subject = parent.subject;
    return;
  }
  if (before?.kind === 'prep' || before?.kind === 'sub') {
    clause.gerundOf = before.word;
    clause.governor = governor;
    clause.link = 'ing';
    // "accused Iran of attacking": who is accused is who acts.
    clause.subject =
      /^(?:of|for|from)$/.test(before.word) && parent && parent.object.length > 0 && !parent.verb.passive
        ? parent.object
        : (parent?.subject ?? []);
    return;
  }
  if (isNoun(before) && chunks[clause.at - 1]?.kind !== 'comma') {
    clause.subject = [j];
    clause.relative = true;
    clause.link = 'participle';
    clause.governor = governor;
    return;
  }
  clause.subject = parent?.subject ?? [];
  clause.governor = governor;
  clause.link = before?.kind === 'vg' ? 'inf' : 'participle';
}

/** "called on Iran to stop": the phrase after the verb names who is to act. */
function asked(parent: Clause, at: number): boolean {
  const first = parent.preps[0];
  return first !== undefined && /^(?:on|upon|to|for|with)$/.test(first.word) && first.nps.includes(at);
}

function attachObjects(chunks: Chunk[], clause: Clause): void {
  const first = skip(chunks, clause.at + 1, 1);
  if (isNoun(chunks[first])) {
    const head = rightEdge(chunks, first);
    clause.object = coordinatedRight(chunks, head);
    const last = clause.object[clause.object.length - 1] ?? head;
    const second = skip(chunks, last + 1, 1);
    if (isNoun(chunks[second])) clause.secondObject = coordinatedRight(chunks, rightEdge(chunks, second));
  }
  clause.preps = prepsAfter(chunks, clause.at);
  if (clause.object.length === 0) clause.object = lateObject(chunks, clause);
}

/** An object after its complement: "classified as aggression Washington's bombings". */
function lateObject(chunks: Chunk[], clause: Clause): number[] {
  const last = clause.preps[clause.preps.length - 1];
  for (const prep of clause.preps) {
    const end = prep.nps[prep.nps.length - 1];
    if (end === undefined) continue;
    const next = skip(chunks, end + 1, 1);
    if (isNoun(chunks[next]) && next > end) return coordinatedRight(chunks, rightEdge(chunks, next));
    if (prep === last) break;
  }
  return [];
}

/** "strikes carried out by Israel": a past form after its noun and before "by" is a passive without its auxiliary. */
const SAYING =
  /^(?:say|tell|report|claim|believe|think|state|announce|confirm|add|allege|note|warn|insist|deny|admit|acknowledge|know|show|mean|see|hear|fear|hope)$/;

function markReducedRelative(chunks: Chunk[], clauses: Clause[], clause: Clause, tokens: Token[]): void {
  const verb = clause.verb;
  if (verb.form !== 'finite' || verb.passive || verb.from !== verb.head) return;
  const word = tokens[verb.head]?.lower ?? '';
  if (!/(?:ed|en|wn|un|ld|nt|t|ck|de)$/.test(word)) return;
  const next = chunks[clause.at + 1];
  const particle = next?.kind === 'prep' || next?.kind === 'adv' ? chunks[clause.at + 2] : undefined;
  const owner = clauses[clauses.length - 1];
  const held =
    owner !== undefined && !SAYING.test(tokens[owner.verb.head]?.lemma ?? '') && owner.object.includes(clause.at - 1);
  if (held && /^(?:prep|stop|date|close)$/.test(next?.kind ?? 'stop')) {
    clause.reduced = true;
    clause.relative = true;
    clause.subject = [clause.at - 1];
    clause.governor = null;
    clause.link = null;
    return;
  }
  const by = (next?.kind === 'prep' && next.word === 'by') || (particle?.kind === 'prep' && particle.word === 'by');
  if (by && isNoun(chunks[clause.at - 1])) {
    clause.reduced = true;
    clause.relative = true;
    clause.subject = [clause.at - 1];
    clause.governor = null;
    clause.link = null;
  }
}
