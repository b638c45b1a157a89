import type { Party } from '../coded-event.ts';
import { type Context, partiesAbout, partiesAt, targetsAt } from './arguments.ts';
import type { Candidate } from './candidate.ts';
import { judge } from './judge.ts';
import { byAgents } from './match-verb.ts';
import { isNoun } from './phrase-links.ts';
import type { Reading } from './reading.ts';
import { actOf } from './sign-words.ts';
import { verbSigns } from './signs.ts';
import type { Token } from './tokens.ts';
import { BE } from './word-classes.ts';

const RECIPIENT_PHRASES =
  /^(?:to|with|against|on|from|for|at|of|into|over|toward|towards|between|upon|in|among|by|inside|near|across|around|amid|about)$/;

/** A verb that no frame of the lexicon fits, with its parties: an act only if the scorer knows it for one. */
export function readOpen(
  context: Context,
  reading: Reading,
  readings: Reading[],
  headline: boolean,
  isSilent: (act: string) => boolean,
): Candidate[] {
  const { tokens, mentions } = context.phrases;
  const head = tokens[reading.clause.verb.head];
  if (!head || reading.match?.frame.control === 'NONE' || !isAct(context, reading, head)) return [];
  const told = actOf(context, reading);
  if (isSilent(told)) return [];
  const { actors, recipients } = openParties(context, reading);
  const known = mentions.some(mention => mention.code !== null) || [...actors, ...recipients].some(isKnown);
  if (!known) return [];
  const act = {
    type: 'REQUEST' as const,
    mode: null,
    cameo: null,
    recipients,
    strength: 0.5,
    rule: 'scorer',
    reciprocal: false,
  };
  const candidate = judge(context, { ...reading, actors }, readings, act, headline);
  const signs = (named: boolean) =>
    verbSigns(context, reading, readings, { actors, recipients }, null, headline, named);
  return [{ ...candidate, open: true, act: told, signs }];
}

const isKnown = (party: Party): boolean => party.country !== null || party.entity !== null || party.how === 'role';

/** A full verb; or "had a conversation", "is willing to", "is under investigation", where another word carries the act. */
function isAct(context: Context, reading: Reading, head: Token): boolean {
  if (head.pos === 'VERB') return true;
  const next = context.phrases.chunks[reading.clause.at + 1];
  if (/^(?:has|have|had|having|'ve)$/.test(head.lower)) return reading.clause.object.length > 0;
  if (!BE.has(head.lower)) return false;
  return next?.kind === 'adj' || (next?.kind === 'prep' && /^(?:in|on|under|at|to)$/.test(next.word));
}

/** Parties of a verb that no frame of the lexicon fits: subject and object as they stand, then the phrases after it. */
function openParties(context: Context, reading: Reading): { actors: Party[]; recipients: Party[] } {
  const { clause } = reading;
  const { chunks } = context.phrases;
  if (clause.verb.passive || clause.reduced) {
    const recipients = clause.subject.flatMap(at => around(context, at));
    return { actors: byAgents(context, clause), recipients };
  }
  const objects = clause.object.length > 0 ? clause.object : clause.secondObject;
  let recipients = objects.flatMap(at => partiesAt(context, at, true));
  if (recipients.length === 0) recipients = clause.secondObject.flatMap(at => partiesAt(context, at, true));
  for (const prep of clause.preps) {
    if (recipients.length > 0) break;
    if (RECIPIENT_PHRASES.test(prep.word)) recipients = prep.nps.flatMap(at => targetsAt(context, at, prep.word));
  }
  if (recipients.length === 0)
    recipients = objects.flatMap(at =>
      isNoun(chunks[at])
        ? partiesAbout(context, at, ['of', 'with', 'to', 'on', 'in', 'by', 'from', 'for', 'against'])
        : [],
    );
  const own = new Set(reading.actors.map(party => `${party.span.start}`));
  return { actors: reading.actors, recipients: recipients.filter(party => !own.has(`${party.span.start}`)) };
}

function around(context: Context, at: number): Party[] {
  const found = partiesAt(context, at, true);
  return found.length > 0
    ? found
    : partiesAbout(context, at, ['of', 'with', 'to', 'on', 'in', 'from', 'for', 'against']);
}
