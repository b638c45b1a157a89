import type { Chunk } from './chunk.ts';
import type { Clause } from './clause.ts';
import { attachObjects, markReducedRelative } from './clause-objects.ts';
import { attachFinite, clauseLeftOf } from './clause-subject.ts';
import { climb, coordinatedLeft, isNoun, skip } from './phrase-links.ts';
import type { Token } from './tokens.ts';

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
    attachObjects(chunks, clause, tokens);
    markReducedRelative(chunks, clauses, clause, tokens);
    clauses.push(clause);
  }
  return clauses;
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
