import type { Party } from '../coded-event.ts';
import { futureOf, isMutual, refusalOf } from './algebra.ts';
import { type Context, nounFramesAt } from './arguments.ts';
import type { Candidate } from './candidate.ts';
import { judge } from './judge.ts';
import { nominalRecipients } from './match-noun.ts';
import { recipientsOf, subjectParties, type VerbMatch } from './match-verb.ts';
import { prepsAfter } from './phrase-links.ts';
import type { Reading } from './reading.ts';
import { mustDo } from './said.ts';

export function readClause(
  context: Context,
  reading: Reading,
  readings: Reading[],
  consumed: Set<number>,
  headline: boolean,
): Candidate[] {
  const { match, clause } = reading;
  if (reading.modality.modal === 'must') {
    const demand = mustDo(context, reading, readings, headline);
    if (demand.length > 0) return demand;
  }
  if (!match) return [];
  const { frame } = match;
  const inner = reading.infinitive === null ? undefined : readings[reading.infinitive];
  const act = (
    type: Candidate['type'],
    mode: string | null,
    cameo: string | null,
    recipients: Party[],
    strength: number,
    rule: string,
  ): Candidate =>
    withObject(
      context,
      match,
      judge(
        context,
        reading,
        readings,
        {
          type,
          mode,
          cameo,
          recipients,
          strength,
          rule,
          reciprocal: isReciprocal(frame.reciprocal, type, reading.actors, recipients),
        },
        headline,
      ),
    );

  switch (frame.control) {
    case 'ASK': {
      const recipients = recipientsOf(context, clause, match, frame.slots);
      return [act('REQUEST', requestMode(inner), '100', recipients, frame.p, frame.id)];
    }
    case 'COMMIT': {
      if (!inner) return [];
      const told = innerAct(context, inner);
      if (!told) {
        if (!/^(?:agree|consent|pledge|promise|offer|commit)$/.test(lemmaOf(context, reading))) return [];
        return [act('AGREE', null, '030', [], 0.72, frame.id)];
      }
      const together =
        lemmaOf(context, reading) === 'agree' && new Set(reading.actors.map(actor => actor.country)).size > 1;
      const future = together ? { type: 'AGREE' as const, mode: null, cameo: '030' } : futureOf(told.type, told.mode);
      return [
        {
          ...act(future.type, future.mode, future.cameo, told.recipients, frame.p, `${frame.id}+${told.rule}`),
          factuality: 'announced' as const,
        },
      ];
    }
    case 'THREAT': {
      const told = inner ? innerAct(context, inner) : null;
      const future = told ? futureOf(told.type, told.mode) : null;
      const recipients =
        told && told.recipients.length > 0 ? told.recipients : recipientsOf(context, clause, match, frame.slots);
      const mode = future?.type === 'THREATEN' ? future.mode : null;
      return [act('THREATEN', mode, future?.type === 'THREATEN' ? future.cameo : '130', recipients, frame.p, frame.id)];
    }
    case 'REFUSE': {
      const told = inner ? innerAct(context, inner) : null;
      if (lemmaOf(context, reading) === 'fail') return [];
      const refusal = refusalOf(told?.type ?? null);
      return [act(refusal.type, refusal.mode, refusal.cameo, told?.recipients ?? [], frame.p, frame.id)];
    }
    case 'TRY':
    case 'CONTINUE':
      return [];
    case 'NONE':
      if (match.object !== null) consumed.add(match.object);
      return [];
    case 'PLANNED': {
      if (match.object !== null) consumed.add(match.object);
      return [];
    }
    case 'CLAIM': {
      const at = clause.preps.find(prep => prep.word === 'for')?.nps[0];
      const noun =
        at === undefined ? undefined : nounFramesAt(context.phrases, at).frames.find(found => found.type !== null);
      if (at === undefined || !noun?.type) return [];
      consumed.add(at);
      const recipients = nominalRecipients(context, noun, prepsAfter(context.phrases.chunks, at));
      return [act(noun.type, noun.mode, noun.cameo, recipients, frame.p, `${frame.id}+${noun.id}`)];
    }
    case 'DO': {
      if (!match.noun?.type || match.object === null) return [];
      consumed.add(match.object);
      const recipients = recipientsOf(context, clause, match, match.noun.slots.concat(['about']));
      return [
        act(match.noun.type, match.noun.mode, match.noun.cameo, recipients, frame.p, `${frame.id}+${match.noun.id}`),
      ];
    }
    case null:
      break;
  }
  if (!frame.type) return [];
  // "described as an aggression": the charge is no act of its own.
  if (frame.objects.includes('as-negative'))
    for (const prep of clause.preps) if (prep.word === 'as') for (const np of prep.nps) consumed.add(np);
  if (match.object !== null && match.noun && frame.objects.includes(match.noun.class)) consumed.add(match.object);
  let recipients = frame.slots.includes('inner')
    ? innerSubject(context, reading, readings)
    : recipientsOf(context, clause, match, frame.slots);
  if (recipients.length === 0 && frame.slots.includes('inner'))
    recipients = recipientsOf(
      context,
      clause,
      match,
      frame.slots.filter(slot => slot !== 'inner'),
    );
  return [
    act(
      frame.type,
      match.noun?.mode && frame.type === match.noun.type ? (frame.mode ?? match.noun.mode) : frame.mode,
      frame.cameo,
      recipients,
      frame.p,
      frame.id,
    ),
  ];
}

/** Objects that decide nothing: whatever stands there, the verb alone is the act. */
const ANY_OBJECT = /^(?:party|person|place|none|any|that|that-hostile|to-inf|on-inf)$/;
const LONGEST_TRIGGER = 10;

/** Where the object makes the act ("imposed sanctions"), it belongs to the trigger. */
function withObject(context: Context, match: VerbMatch, candidate: Candidate): Candidate {
  const { chunks, tokens } = context.phrases;
  const decides = match.frame.control === 'DO' || match.frame.objects.some(object => !ANY_OBJECT.test(object));
  const chunk = match.object === null ? undefined : chunks[match.object];
  const head = chunk?.kind === 'np' ? tokens[chunk.head] : undefined;
  if (!decides || !head || chunk?.kind !== 'np' || head.end <= candidate.trigger.end) return candidate;
  const first = tokens.findIndex(token => token.start >= candidate.trigger.start);
  if (chunk.head - first > LONGEST_TRIGGER) return candidate;
  return { ...candidate, trigger: { start: candidate.trigger.start, end: head.end } };
}

function lemmaOf(context: Context, reading: Reading): string {
  return context.phrases.tokens[reading.clause.verb.head]?.lemma ?? '';
}

/** The act inside an infinitive, with its recipients, before any change of its type. */
function innerAct(
  context: Context,
  inner: Reading,
): { type: Candidate['type']; mode: string | null; recipients: Party[]; rule: string } | null {
  const { match, clause } = inner;
  if (!match) return null;
  const noun = match.frame.control === 'DO' ? match.noun : null;
  const type = match.frame.type ?? noun?.type ?? null;
  if (!type) return null;
  const slots = noun ? noun.slots.concat(['about']) : match.frame.slots;
  return {
    type,
    mode: match.frame.mode ?? noun?.mode ?? null,
    recipients: recipientsOf(context, clause, match, slots),
    rule: match.frame.id,
  };
}

function requestMode(inner: Reading | undefined): string | null {
  const type = inner?.match?.frame.type;
  if (type === 'CONSULT') return 'meet';
  if (type === 'RETREAT' || type === 'CONCEDE') return 'yield';
  if (type === 'AID' || type === 'COOPERATE' || type === 'SUPPORT') return 'assist';
  return 'change';
}

function innerSubject(context: Context, reading: Reading, readings: Reading[]): Party[] {
  const inner = reading.that === null ? undefined : readings[reading.that];
  return inner ? subjectParties(context, inner.clause) : [];
}

function isReciprocal(frame: boolean, type: Candidate['type'], actors: Party[], recipients: Party[]): boolean {
  const countries = new Set(actors.map(actor => actor.country));
  return frame && (isMutual(type) || (recipients.length === 0 && countries.size > 1));
}
