import type { Party } from '../coded-event.ts';
import { type Context, partiesAt } from './arguments.ts';
import type { Clause } from './clause.ts';
import { isNoun, rightEdge } from './phrase-links.ts';

/** Who says so: the parties that speak, their words in the text, and whether it is a medium or an unnamed source. */
export type Attribution = {
  parties: Party[];
  medium: boolean;
  speaker: { start: number; end: number } | null;
  verb: { start: number; end: number } | null;
  clause: number | null;
  lemma: string;
};

const REPORTING = new Set([
  'say',
  'tell',
  'state',
  'add',
  'note',
  'confirm',
  'report',
  'announce',
  'claim',
  'allege',
  'insist',
  'declare',
  'stress',
  'warn',
  'believe',
  'think',
  'acknowledge',
  'admit',
  'argue',
  'explain',
  'reveal',
  'disclose',
  'write',
  'post',
  'reiterate',
  'emphasize',
  'emphasise',
  'recall',
  'remind',
  'predict',
  'estimate',
  'suggest',
  'assert',
  'maintain',
  'contend',
  'affirm',
  'indicate',
  'show',
  'tweet',
  'quote',
  'comment',
  'deny',
  'know',
  'hear',
  'hint',
  'caution',
  'complain',
  'swear',
  'vow',
  'pledge',
  'hope',
  'expect',
  'fear',
  'underline',
  'underscore',
  'repeat',
  'agree',
  'accuse',
  'promise',
  'tells',
  'inform',
  'brief',
  'conclude',
  'observe',
  'find',
  'demand',
  'threaten',
  'urge',
  'continue',
  'speculate',
  'worry',
  'doubt',
]);

function isReporting(lemma: string): boolean {
  return REPORTING.has(lemma);
}

/** Attribution of each clause of a sentence: by "that", by a clause after the comma, or by "according to". */
export function findAttributions(context: Context, clauses: Clause[]): (Attribution | null)[] {
  const out: (Attribution | null)[] = clauses.map(() => null);
  const { chunks, tokens } = context.phrases;
  clauses.forEach((clause, i) => {
    const governor = clause.governor === null ? undefined : clauses[clause.governor];
    if (!governor || clause.governor === null) return;
    const lemma = tokens[governor.verb.head]?.lemma ?? '';
    if (clause.link === 'that' && isReporting(lemma)) out[i] = attributionOf(context, governor, clause.governor, lemma);
    else out[i] = out[clause.governor] ?? null;
  });
  clauses.forEach((clause, r) => {
    const lemma = tokens[clause.verb.head]?.lemma ?? '';
    if (!isReporting(lemma) || clause.verb.form !== 'finite' || clause.relative) return;
    if (clauses.some(other => other.governor === r && other.link === 'that')) return;
    const subject = clause.subject[0];
    const inverted = subject === undefined || subject > clause.at;
    const edge = inverted ? clause.at : subject;
    let before = edge - 1;
    while (chunks[before]?.kind === 'adv' || chunks[before]?.kind === 'date') before -= 1;
    const chunk = chunks[before];
    if (chunk?.kind !== 'comma' && chunk?.kind !== 'close' && chunk?.kind !== 'stop') return;
    const next = chunks[clause.at + 1];
    if (inverted && isNoun(next) && clause.subject.length === 0) {
      clause.subject = [rightEdge(chunks, clause.at + 1)];
      clause.object = [];
    }
    const found = attributionOf(context, clause, r, lemma);
    for (let i = 0; i < r; i += 1) if (out[i] === null) out[i] = found;
  });
  const according = chunks.findIndex(
    (chunk, i) => chunk.kind !== 'np' && chunk.kind !== 'vg' && chunk.word === 'according' && isNoun(chunks[i + 2]),
  );
  if (according >= 0) {
    const at = rightEdge(chunks, according + 2);
    const parties = partiesAt(context, at, false);
    const chunk = chunks[at];
    const span = chunk ? { start: tokens[chunk.from]?.start ?? 0, end: tokens[chunk.to - 1]?.end ?? 0 } : null;
    const found = {
      parties,
      medium: parties.some(party => party.sector === 'JRN'),
      speaker: span,
      verb: null,
      clause: null,
      lemma: 'say',
    };
    for (let i = 0; i < out.length; i += 1) out[i] = out[i] ?? found;
  }
  return out;
}

function attributionOf(context: Context, clause: Clause, index: number, lemma: string): Attribution {
  const { tokens, chunks } = context.phrases;
  const parties = clause.verb.passive ? [] : clause.subject.flatMap(at => partiesAt(context, at, false));
  const chunk = chunks[clause.subject[0] ?? -1];
  const verb = tokens[clause.verb.head];
  return {
    parties,
    medium: parties.some(party => party.sector === 'JRN'),
    speaker: chunk ? { start: tokens[chunk.from]?.start ?? 0, end: tokens[chunk.to - 1]?.end ?? 0 } : null,
    verb: verb ? { start: verb.start, end: verb.end } : null,
    clause: index,
    lemma,
  };
}
