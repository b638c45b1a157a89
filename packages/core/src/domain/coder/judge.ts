import type { Evidence, Factuality, Party, SuppressedReason } from '../coded-event.ts';
import { futureOf, isHostile, refusalOf } from './algebra.ts';
import type { Context } from './arguments.ts';
import type { Candidate } from './candidate.ts';
import type { Clause } from './clause.ts';
import type { Reading } from './reading.ts';

type Act = Pick<Candidate, 'type' | 'mode' | 'cameo' | 'recipients' | 'strength' | 'rule' | 'reciprocal'>;

const FOR_YEARS = /\bfor (?:many |several |some )?(?:years|months|decades|weeks)\b/;
const HYPOTHETICAL = new Set(['if', 'unless', 'whether', 'lest', 'provided']);
const COOPERATIVE = new Set(['CONSULT', 'AID', 'COOPERATE', 'SUPPORT', 'AGREE', 'RETREAT', 'CONCEDE']);

/** Decides how an act is told (done, promised, denied, only possible …) and what it therefore counts as. */
export function judge(context: Context, reading: Reading, readings: Reading[], act: Act, headline: boolean): Candidate {
  const { tokens } = context.phrases;
  const { clause, modality, attribution } = reading;
  const first = tokens[clause.verb.from];
  const last = tokens[clause.verb.to - 1];
  const trigger = { start: first?.start ?? 0, end: last?.end ?? 0 };
  const state = stateOf(context, reading, readings, act, headline);
  const candidate: Candidate = {
    // Each field by its name: two spreads here took a tenth of the time of a report.
    type: state.type,
    mode: state.mode,
    cameo: state.cameo,
    strength: state.strength,
    factuality: state.factuality,
    reason: state.reason,
    rule: act.rule,
    recipients: act.recipients,
    reciprocal: act.reciprocal,
    actors: reading.actors,
    tense: modality.tense,
    trigger,
    object: null,
    negation: modality.negation ? { start: modality.negation.start, end: modality.negation.end } : null,
    attribution: attribution
      ? { speaker: attribution.speaker, verb: attribution.verb, quoted: clause.quoted }
      : clause.quoted
        ? { speaker: null, verb: null, quoted: true }
        : null,
    sentence: context.sentence,
    tokens,
    evidence: partyEvidence(reading.actors, act.recipients, act.rule),
    nominal: false,
    headline,
    open: false,
    signs: null,
    act: '',
    plain: false,
    location: null,
    sure: { actor: 0, recipient: 0 },
  };
  if (attribution?.medium && candidate.reason === 'conditional') candidate.reason = 'media-speaker';
  return candidate;
}

/** Evidence of who is on each side. */
export function partyEvidence(actors: Party[], recipients: Party[], rule: string): Evidence[] {
  return [
    ...actors.map(party => ({ ...party.span, role: 'actor' as const, rule, weight: 1 })),
    ...recipients.map(party => ({ ...party.span, role: 'recipient' as const, rule, weight: 1 })),
  ];
}

type State = Pick<Act, 'type' | 'mode' | 'cameo' | 'strength'> & {
  factuality: Factuality;
  reason: SuppressedReason | null;
};

function stateOf(context: Context, reading: Reading, readings: Reading[], act: Act, headline: boolean): State {
  const base: State = {
    type: act.type,
    mode: act.mode,
    cameo: act.cameo,
    strength: act.strength,
    factuality: 'realised',
    reason: null,
  };
  const { clause, modality, attribution } = reading;
  const suppressed = (reason: SuppressedReason, factuality: Factuality = 'conditional'): State => ({
    ...base,
    factuality,
    reason,
  });
  if (isHypothetical(context, reading, readings) || isInvertedCondition(context)) return suppressed('conditional');
  const governor = clause.governor === null ? undefined : readings[clause.governor];
  if (isDenied(context, clause, governor)) return suppressed('negated', 'negated');
  if (context.phrases.tokens.some(token => token.lemma === 'anniversary'))
    return suppressed('historical', 'historical');
  if (EVERY_YEAR.test(sentenceStart(context)) && modality.modal === null) return suppressed('habitual', 'habitual');
  const isToBe =
    governor !== undefined &&
    context.phrases.tokens[governor.clause.verb.head]?.lemma === 'be' &&
    governor.clause.at === clause.at - 1;
  if (clause.verb.form === 'inf' && ((clause.governor === null && headline && clause.subject.length > 0) || isToBe)) {
    return { ...base, ...futureOf(act.type, act.mode), factuality: 'announced', strength: act.strength * 0.92 };
  }
  if (clause.verb.form === 'inf') return infinitiveState(base, governor, suppressed);
  if (
    clause.verb.form === 'ing' &&
    /^(?:of|for)$/.test(clause.gerundOf ?? '') &&
    governor?.match?.frame.type === 'ACCUSE'
  ) {
    return isHostile(act.type)
      ? { ...base, factuality: 'alleged', strength: act.strength * 0.8 }
      : suppressed('purpose');
  }
  if (
    clause.verb.form === 'ing' &&
    clause.gerundOf !== null &&
    !/^(?:after|by|while|in|before|since|for|from)$/.test(clause.gerundOf)
  )
    return suppressed('purpose');
  if (
    clause.gerundOf === 'before' ||
    clause.gerundOf === 'from' ||
    clause.gerundOf === 'for' ||
    clause.gerundOf === 'in'
  )
    return suppressed('purpose');
  if (clause.sub === 'since') return suppressed('historical', 'historical');
  // "said it had suspended" is told of the past by grammar alone; without a speaker, "had" steps behind the story.
  const reported = clause.link === 'that' && attribution !== null;
  if (modality.perfect === 'had' && !reported) return suppressed('historical', 'historical');
  if (modality.negated) {
    if ((modality.modal === 'will' || modality.modal === 'would') && COOPERATIVE.has(act.type))
      return { ...base, ...refusalOf(act.type), strength: act.strength * 0.95 };
    return suppressed('negated', 'negated');
  }
  if (modality.modal === 'may' || modality.modal === 'must') return suppressed('conditional');
  if (modality.modal !== null) {
    const foreign =
      attribution?.parties.some(party => party.country !== null) &&
      !attribution.medium &&
      !sameSide(attribution.parties, reading.actors);
    if (modality.modal === 'would' && attribution === null && !headline) return suppressed('conditional');
    if (foreign) return suppressed('conditional');
    const future = futureOf(act.type, act.mode);
    return { ...base, ...future, factuality: 'announced', strength: act.strength * 0.95 };
  }
  if (clause.reduced && !isHostile(act.type)) return suppressed('habitual', 'habitual');
  if (modality.perfect === 'has' && FOR_YEARS.test(tokensText(context))) return suppressed('habitual', 'habitual');
  if (
    modality.habitual ||
    (clause.relative &&
      modality.tense === 'present' &&
      !clause.reduced &&
      clause.verb.form === 'finite' &&
      !modality.perfect)
  )
    return suppressed('habitual', 'habitual');
  if (clause.verb.form === 'ing' && clause.link === 'participle' && clause.relative)
    return suppressed('habitual', 'habitual');
  if (
    isHostile(act.type) &&
    attribution &&
    isParty(attribution.parties, act.recipients) &&
    !sameSide(attribution.parties, reading.actors)
  ) {
    return { ...base, factuality: 'alleged', strength: act.strength * 0.9 };
  }
  return base;
}

const EVERY_YEAR = /^(?:every|each) (?:year|spring|summer|autumn|winter|month|week|day|time)\b/;
const DENIALS = /^(?:deny|avoid|refrain|dismiss|disavow|escape|forgo|eschew|renounce)$/;

/** The first words of a sentence, enough to see how it opens. */
function sentenceStart(context: Context): string {
  return context.phrases.tokens
    .slice(0, 3)
    .map(token => token.lower)
    .join(' ');
}

/** "Had Pakistan not released the pilot, …", "Supposing that Serbia recognised Kosovo, …". */
function isInvertedCondition(context: Context): boolean {
  const { tokens } = context.phrases;
  const first = tokens[0]?.lower ?? '';
  if (/^(?:supposing|assuming|suppose)$/.test(first)) return true;
  return /^(?:had|were|should)$/.test(first) && tokens.slice(1, 25).some(token => token.text === ',');
}

/** "No Ukrainian troops crossed", "neither Egypt nor Sudan bombed", "denied sending", "dismissed reports that it killed". */
function isDenied(context: Context, clause: Clause, governor: Reading | undefined): boolean {
  const { tokens, chunks } = context.phrases;
  const subject = chunks[clause.subject[0] ?? -1];
  const opens = subject ? [tokens[subject.from], tokens[subject.from - 1]] : [];
  if (opens.some(token => /^(?:no|neither|none)$/.test(token?.lower ?? ''))) return true;
  if (!governor || clause.verb.form === 'inf' || !DENIALS.test(tokens[governor.clause.verb.head]?.lemma ?? ''))
    return false;
  return clause.link === 'that' || clause.link === 'inf' || clause.link === 'participle' || clause.gerundOf === 'from';
}

function tokensText(context: Context): string {
  return context.phrases.tokens.map(token => token.lower).join(' ');
}

function infinitiveState(
  base: State,
  governor: Reading | undefined,
  suppressed: (reason: SuppressedReason, factuality?: Factuality) => State,
): State {
  const control = governor?.match?.frame.control;
  if (control === 'CONTINUE' && governor) {
    if (governor.modality.negated) return suppressed('negated', 'negated');
    if (governor.modality.modal !== null) return suppressed('conditional');
    return { ...base, strength: base.strength * 0.95 };
  }
  return suppressed('purpose');
}

function isHypothetical(context: Context, reading: Reading, readings: Reading[]): boolean {
  const { clause } = reading;
  if (clause.sub !== null && HYPOTHETICAL.has(clause.sub)) return true;
  const { tokens } = context.phrases;
  const start = tokens.findIndex(token => token.lower === 'case' && tokens[tokens.indexOf(token) - 1]?.lower === 'in');
  if (start >= 0 && start < clause.verb.from && clause.verb.from - start < 8) return true;
  const governor = clause.governor === null || clause.governor >= reading.index ? undefined : readings[clause.governor];
  return (
    clause.link === 'that' &&
    governor !== undefined &&
    (governor.modality.negated ||
      governor.modality.modal !== null ||
      /^(?:deny|doubt|fear|hope|expect|predict|speculate|worry|suggest)$/.test(
        tokens[governor.clause.verb.head]?.lemma ?? '',
      ))
  );
}

function sameSide(a: Party[], b: Party[]): boolean {
  return a.some(one =>
    b.some(
      other =>
        (one.country !== null && one.country === other.country) || (one.entity !== null && one.entity === other.entity),
    ),
  );
}

function isParty(speakers: Party[], recipients: Party[]): boolean {
  return sameSide(speakers, recipients);
}
