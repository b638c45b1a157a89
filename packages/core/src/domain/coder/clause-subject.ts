import type { Chunk } from './chunk.ts';
import type { Clause } from './clause.ts';
import {
  coordinatedLeft,
  coordinatedRight,
  governingPrep,
  isNoun,
  leftEdge,
  NOT_GOVERNING,
  rightEdge,
  skip,
} from './phrase-links.ts';

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

export function attachFinite(chunks: Chunk[], clauses: Clause[], clause: Clause): void {
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
    if (spoken && shared?.perfectHad && !clause.perfectHad) inherit(clause, spoken);
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

export function clauseLeftOf(clauses: Clause[], at: number): number | null {
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
