import type { Party } from '../coded-event.ts';
import { futureOf, isHostile, isMutual, refusalOf } from './algebra.ts';
import { type Context, nounFramesAt, partiesAt } from './arguments.ts';
import { type Attribution, findAttributions } from './attribution.ts';
import type { Candidate } from './candidate.ts';
import type { Clause } from './clause.ts';
import { findClauses } from './clauses.ts';
import { remember } from './discourse.ts';
import { judge } from './judge.ts';
import { matchNominals, nominalRecipients } from './match-noun.ts';
import { byAgents, matchVerb, objectsOf, recipientsOf, subjectParties, type VerbMatch } from './match-verb.ts';
import { type Modality, readModality } from './modality.ts';
import { countryOfPlace } from './named-in.ts';
import { isNoun, leftEdge, prepsAfter } from './phrase-links.ts';

/** One clause with all that was read from it. */
export type Reading = {
  clause: Clause;
  index: number;
  modality: Modality;
  match: VerbMatch | null;
  actors: Party[];
  attribution: Attribution | null;
  /** Clause indexes of infinitives and "that" clauses that complete this verb. */
  infinitive: number | null;
  that: number | null;
};

/** All acts that the frames find in one sentence, with the state of affairs each is told in. */
export function readSentence(context: Context, headline: boolean): Candidate[] {
  const { phrases } = context;
  const clauses = findClauses(phrases.chunks, phrases.tokens);
  noteParties(context, clauses, true);
  const attributions = findAttributions(context, clauses);
  const readings: Reading[] = clauses.map((clause, index) => {
    const infinitive = clauses.findIndex(
      other => other.governor === index && other.link === 'inf' && other.verb.form === 'inf',
    );
    const that = clauses.findIndex(other => other.governor === index && other.link === 'that');
    const match = matchVerb(context, clause, infinitive >= 0, that >= 0);
    if (
      match?.frame.slots.includes('inner') &&
      match.frame.objects.includes('that-hostile') &&
      that >= 0 &&
      !isHostileClause(context, clauses, that)
    )
      return {
        clause,
        index,
        modality: readModality(phrases.tokens, clause),
        match: null,
        actors: [],
        attribution: attributions[index] ?? null,
        infinitive: infinitive < 0 ? null : infinitive,
        that,
      };
    const actors = clause.verb.passive || clause.reduced ? byAgents(context, clause) : subjectParties(context, clause);
    return {
      clause,
      index,
      modality: readModality(phrases.tokens, clause),
      match,
      actors,
      attribution: attributions[index] ?? null,
      infinitive: infinitive < 0 ? null : infinitive,
      that: that < 0 ? null : that,
    };
  });
  for (const reading of readings)
    if (reading.match?.frame.type === 'PROTEST' && reading.actors.length === 0)
      reading.actors = crowd(context, reading.clause);
  for (const reading of readings) {
    if (reading.actors.length > 0 || reading.clause.verb.passive) continue;
    const doer = readings.find(
      other =>
        other !== reading &&
        other.match?.frame.control === 'DO' &&
        other.clause.object.some(at => reading.clause.subject.includes(at)),
    );
    if (doer) reading.actors = doer.actors;
  }
  const consumed = new Set<number>();
  const verbal = readings.flatMap(reading => {
    const found = readClause(context, reading, readings, consumed, headline);
    return [...found, ...accusation(context, reading, readings, found, headline)];
  });
  const nominal = matchNominals(context, readings, consumed, headline);
  noteParties(context, clauses, false);
  return [...verbal, ...nominal];
}

/** "Thousands protested in Tel Aviv": the crowd belongs to the place. */
function crowd(context: Context, clause: Clause): Party[] {
  const { chunks, tokens } = context.phrases;
  const subject = chunks[clause.subject[0] ?? -1];
  if (!isNoun(subject) || subject.pronoun) return [];
  const country =
    clause.preps.flatMap(prep => prep.nps.map(np => countryOfPlace(context.phrases, np))).find(code => code !== null) ??
    null;
  if (country === null) return [];
  return [
    {
      span: { start: tokens[subject.from]?.start ?? 0, end: tokens[subject.to - 1]?.end ?? 0 },
      country,
      sector: 'CVL',
      entity: null,
      how: 'role',
    },
  ];
}

/** Remembers the parties of a sentence, subjects last, so that they are the nearest antecedents of the next one. */
function noteParties(context: Context, clauses: Clause[], firstPass: boolean): void {
  const subjects = new Set(clauses.flatMap(clause => (clause.relative ? [] : clause.subject)));
  const { chunks, tokens } = context.phrases;
  for (let at = 0; at < chunks.length; at += 1) {
    const chunk = chunks[at];
    if (!isNoun(chunk) || chunk.pronoun || subjects.has(at) === firstPass) continue;
    const before = chunks[leftEdge(chunks, at) - 1];
    if (before?.kind === 'prep' && /^(?:in|at|near|across|over|inside|from|to|into|for|about|off)$/.test(before.word))
      continue;
    // The subject of the sentence is the antecedent of what follows in it, so it goes in on the first pass as well.
    for (const party of partiesAt(context, at, false))
      remember(context.discourse, party, context.sentence, /s$/.test(tokens[chunk.head]?.lower ?? ''));
  }
  if (!firstPass) return;
  for (const at of subjects) {
    const chunk = chunks[at];
    if (!isNoun(chunk) || chunk.pronoun) continue;
    for (const party of partiesAt(context, at, false))
      remember(context.discourse, party, context.sentence, /s$/.test(tokens[chunk.head]?.lower ?? ''));
  }
}

function readClause(
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
  const object = objectsOf(context, clause)[0];
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
  void object;
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

function lemmaOf(context: Context, reading: Reading): string {
  return context.phrases.tokens[reading.clause.verb.head]?.lemma ?? '';
}

/** The act inside an infinitive, with its recipients, before any change of its type. */
export function innerAct(
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

function isHostileClause(context: Context, clauses: Clause[], index: number): boolean {
  const clause = clauses[index];
  const type = clause ? matchVerb(context, clause, false, false)?.frame.type : null;
  return type !== null && type !== undefined && isHostile(type);
}

function innerSubject(context: Context, reading: Reading, readings: Reading[]): Party[] {
  const inner = reading.that === null ? undefined : readings[reading.that];
  return inner ? subjectParties(context, inner.clause) : [];
}

/** "X said Iran must stop": a demand of the speaker. */
function mustDo(context: Context, reading: Reading, readings: Reading[], headline: boolean): Candidate[] {
  const { attribution, modality } = reading;
  const speaker = attribution?.clause == null ? undefined : readings[attribution.clause];
  if (modality.modal !== 'must' || !speaker || !attribution || attribution.medium || attribution.parties.length === 0)
    return [];
  if (
    !/^(?:say|tell|state|declare|insist|stress|warn|reiterate|add|emphasize|emphasise|announce|write|tweet)$/.test(
      attribution.lemma,
    )
  )
    return [];
  const addressed = subjectParties(context, reading.clause);
  if (
    addressed.length === 0 ||
    addressed.some(party => attribution.parties.some(other => other.country === party.country))
  )
    return [];
  const told = { ...speaker, actors: attribution.parties, modality: { ...speaker.modality } };
  return [
    judge(
      context,
      told,
      readings,
      {
        type: 'REQUEST',
        mode: 'change',
        cameo: '100',
        recipients: addressed,
        strength: 0.72,
        rule: 'modal.must',
        reciprocal: false,
      },
      headline,
    ),
  ];
}

/** "X said Y attacked X": the speaker accuses, whatever the verb of saying. */
function accusation(
  context: Context,
  reading: Reading,
  readings: Reading[],
  found: Candidate[],
  headline: boolean,
): Candidate[] {
  const { attribution } = reading;
  const hostile = found.find(
    candidate =>
      candidate.factuality === 'alleged' &&
      candidate.reason === null &&
      candidate.actors.some(party => party.country !== null),
  );
  const speaker = attribution?.clause == null ? undefined : readings[attribution.clause];
  if (!hostile || !attribution || !speaker || speaker.match?.frame.type === 'ACCUSE') return [];
  const told = { ...speaker, actors: attribution.parties };
  return [
    judge(
      context,
      told,
      readings,
      {
        type: 'ACCUSE',
        mode: 'allege',
        cameo: '1123',
        recipients: hostile.actors,
        strength: 0.68,
        rule: 'said.hostile',
        reciprocal: false,
      },
      headline,
    ),
  ];
}

function isReciprocal(frame: boolean, type: Candidate['type'], actors: Party[], recipients: Party[]): boolean {
  const countries = new Set(actors.map(actor => actor.country));
  return frame && (isMutual(type) || (recipients.length === 0 && countries.size > 1));
}
