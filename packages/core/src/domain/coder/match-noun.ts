import type { Party, SuppressedReason } from '../coded-event.ts';
import { isMutual } from './algebra.ts';
import { type Context, nounFramesAt, partiesAbout, partiesAt, targetsAt } from './arguments.ts';
import type { Candidate } from './candidate.ts';
import type { NounFrame } from './frames.ts';
import { partyEvidence } from './judge.ts';
import { modifierNation } from './named-in.ts';
import { isNoun, leftEdge, prepsAfter } from './phrase-links.ts';
import type { Reading } from './reading.ts';
import { nounAct } from './sign-words.ts';
import { nounSigns } from './signs.ts';

const IRREAL_GOVERNORS =
  /^(?:threaten|warn|plan|consider|deny|prevent|avoid|fear|urge|demand|call|want|reject|oppose|discuss|debate|vow|promise|propose|stop|halt|end|expect|avert|rule|seek|request|foil|thwart|mull|contemplate|prepare|need|study|simulate|mean|include|justify|authorize|authorise|approve|order|support|welcome|plot|promote|celebrate|commemorate|mark|remember)$/;
const IRREAL_NOUNS = new Set([
  'threat',
  'risk',
  'fear',
  'plan',
  'possibility',
  'prospect',
  'end',
  'danger',
  'plot',
  'fears',
  'threats',
  'plans',
  'warning',
  'warnings',
  'anniversary',
  'goal',
  'aim',
  'need',
  'call',
  'calls',
  'history',
  'wake',
  'role',
  'involvement',
  'suspect',
  'response',
  'victim',
  'victims',
  'authorization',
  'support',
  'absence',
  'lack',
  'preparation',
  'preparations',
  'responsibility',
  'halt',
  'prevention',
]);

/** Acts told by nouns alone: "US strikes on …", "Washington's bombings against …", "clashes between …", "talks … resumed". */
export function matchNominals(
  context: Context,
  readings: Reading[],
  consumed: ReadonlySet<number>,
  headline: boolean,
): { candidate: Candidate; at: number }[] {
  const out: { candidate: Candidate; at: number }[] = [];
  const { chunks } = context.phrases;
  for (let at = 0; at < chunks.length; at += 1) {
    const chunk = chunks[at];
    if (!isNoun(chunk) || chunk.pronoun || consumed.has(at)) continue;
    const { frames, at: inner, soon } = nounFramesAt(context.phrases, at);
    const frame = frames.find(found => found.type !== null);
    if (!frame?.type || inner !== at || soon) continue;
    const candidate = nominalAt(context, readings, at, frame, headline);
    if (candidate) out.push({ candidate, at });
  }
  return out;
}

function nominalAt(
  context: Context,
  readings: Reading[],
  at: number,
  frame: NounFrame,
  headline: boolean,
): Candidate | null {
  const { phrases } = context;
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk) || !frame.type) return null;
  const host = hostOf(readings, at);
  const asSubject = host?.clause.subject.includes(at) ?? false;
  const talks = frame.class === 'talks' && (asSubject || (headline && readings.length === 0));
  const preps = prepsAfter(phrases.chunks, at);
  const between = preps.find(prep => prep.word === 'between');
  const joint = talks || frame.class === 'fighting';
  let actors: Party[];
  let recipients: Party[] = [];
  if (joint && between) actors = between.nps.flatMap(np => targetsAt(context, np, 'between'));
  else {
    actors = nominalActors(context, at, preps);
    recipients = nominalRecipients(context, frame, preps);
  }
  if (actors.length === 0 && recipients.length === 0) return null;
  const start = phrases.tokens[chunk.from]?.start ?? 0;
  const reason = nominalReason(context, at, host);
  const candidate: Candidate = {
    type: frame.type,
    mode: frame.mode,
    cameo: frame.cameo,
    rule: frame.id,
    strength: frame.p,
    actors,
    recipients,
    reciprocal: recipients.length === 0 || (joint && isMutual(frame.type)),
    factuality: reason === null ? 'realised' : reason === 'historical' ? 'historical' : 'conditional',
    reason,
    tense: host?.modality.tense ?? 'none',
    trigger: { start, end: phrases.tokens[chunk.to - 1]?.end ?? start },
    object: null,
    negation: null,
    attribution: null,
    sentence: context.sentence,
    tokens: phrases.tokens,
    evidence: partyEvidence(actors, recipients, frame.id),
    nominal: true,
    headline,
    open: false,
    signs: null,
    act: '',
    plain: false,
    location: null,
    sure: { actor: 0, recipient: 0 },
  };
  candidate.act = nounAct(context, at);
  candidate.signs = named => nounSigns(context, at, host, candidate, headline, named);
  return candidate;
}

/** The clause whose subject, object or phrase holds the noun. */
function hostOf(readings: Reading[], at: number): Reading | undefined {
  const holding = readings.find(
    ({ clause }) => clause.subject.includes(at) || clause.object.includes(at) || clause.secondObject.includes(at),
  );
  return holding ?? readings.findLast(({ clause }) => clause.at < at) ?? readings.find(({ clause }) => clause.at > at);
}

function nominalActors(context: Context, at: number, preps: ReturnType<typeof prepsAfter>): Party[] {
  const by = preps.find(prep => prep.word === 'by');
  if (by) return by.nps.flatMap(np => partiesAt(context, np, false));
  const chunk = context.phrases.chunks[at];
  if (isNoun(chunk) && chunk.possessor !== null) {
    const owner = partiesAt(context, chunk.possessor, true);
    if (owner.length > 0) return owner.map(party => ({ ...party, how: 'possessive' as const }));
  }
  const nation = modifierNation(context.phrases, at);
  return nation ? [nation] : [];
}

/** Recipients of an act told by a noun, from the typed slots of its frame. */
export function nominalRecipients(context: Context, frame: NounFrame, preps: ReturnType<typeof prepsAfter>): Party[] {
  for (const slot of frame.slots) {
    const prep = preps.find(phrase => phrase.word === slot);
    if (!prep) continue;
    const found = prep.nps.flatMap(np => {
      const direct = targetsAt(context, np, slot);
      return direct.length > 0 ? direct : partiesAbout(context, np, ['of', 'in', 'at', 'with']);
    });
    if (found.length > 0) return found;
  }
  return [];
}

function nominalReason(context: Context, at: number, host: Reading | undefined): SuppressedReason | null {
  const { chunks, tokens } = context.phrases;
  const edge = leftEdge(chunks, at);
  const before = chunks[edge - 1];
  if (before?.kind === 'prep') {
    const governor = chunks[edge - 2];
    const word = isNoun(governor) ? (tokens[governor.head]?.lower ?? '') : '';
    if (IRREAL_NOUNS.has(word)) return word === 'anniversary' || word === 'history' ? 'historical' : 'purpose';
    if (before.word === 'for' || before.word === 'without' || before.word === 'about' || before.word === 'like')
      return 'purpose';
  }
  const chunk = chunks[at];
  if (isNoun(chunk)) {
    const words = tokens.slice(chunk.from, chunk.to).map(token => token.lower);
    if (
      words.some(word =>
        /^(?:any|possible|potential|future|further|planned|alleged|no|hypothetical|eventual|imminent|more)$/.test(word),
      )
    )
      return 'conditional';
  }
  if (!host) return null;
  const lemma = tokens[host.clause.verb.head]?.lemma ?? '';
  const inClause = host.clause.at < at || host.clause.subject.includes(at);
  if (!inClause) return null;
  if (host.clause.object.includes(at) && IRREAL_GOVERNORS.test(lemma)) return 'purpose';
  if (host.clause.preps.some(prep => prep.nps.includes(at)) && /^(?:threaten|warn|call|vow|plan|prepare)$/.test(lemma))
    return 'purpose';
  if (host.modality.perfect === 'had' && host.clause.subject.includes(at)) return 'historical';
  if (host.modality.negated && (host.clause.object.includes(at) || host.clause.subject.includes(at))) return 'negated';
  if (host.modality.modal !== null && (host.clause.object.includes(at) || host.clause.subject.includes(at)))
    return 'conditional';
  if (host.clause.sub === 'if' || host.clause.sub === 'unless') return 'conditional';
  if (host.clause.verb.form === 'inf' && host.clause.object.includes(at)) return 'purpose';
  return null;
}
