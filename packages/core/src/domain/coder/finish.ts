import type { CodedEvent, SuppressedEvent, SuppressedReason } from '../coded-event.ts';
import { contextOf, goldsteinOf, quadOf, scoreOf } from '../ontology.ts';
import type { Candidate } from './candidate.ts';
import { confidenceOf } from './confidence.ts';
import type { Anchor, DateMention } from './dates.ts';
import { lemmaHashes } from './lemmas.ts';
import { readMagnitude } from './magnitude.ts';
import { MODEL } from './model.ts';
import { placeDate } from './place-date.ts';

const COUNTED_FROM = 0.5;

/** A candidate as a coded event, with the reason when it must not count. */
export function finish(
  candidate: Candidate,
  dates: DateMention[],
  anchor: Anchor | null,
  field: 'sport' | 'metaphor' | null,
): { event: CodedEvent; reason: SuppressedReason | null } {
  const placed = placeDate(candidate, dates, anchor);
  const announced = candidate.factuality === 'announced' || candidate.type === 'AGREE' || candidate.type === 'THREATEN';
  const historical = placed.historical && candidate.reason === null;
  const reason = field ?? candidate.reason ?? (historical ? 'historical' : null) ?? mediaReason(candidate) ?? null;
  const factuality =
    reason === 'historical'
      ? 'historical'
      : announced && candidate.factuality === 'realised' && candidate.type === 'AGREE'
        ? 'announced'
        : candidate.factuality;
  const confidence = confidenceOf(candidate, placed.confidence, MODEL.calibration);
  const parties = [...candidate.actors, ...candidate.recipients];
  const cameo = candidate.cameo;
  const event: CodedEvent = {
    type: candidate.type,
    mode: candidate.mode,
    cameo,
    context: contextOf(cameo),
    quad: quadOf(candidate.type),
    score: scoreOf(candidate.type, candidate.mode),
    goldstein: goldsteinOf(cameo),
    actors: candidate.actors,
    recipients: candidate.recipients,
    reciprocal: candidate.reciprocal,
    magnitude: readMagnitude(candidate),
    location: candidate.location,
    date: placed.date,
    datePrecision: placed.datePrecision,
    dateSource: placed.dateSource,
    factuality,
    tense: candidate.tense,
    attribution: candidate.attribution,
    confidence,
    evidence: [
      { ...candidate.trigger, role: 'trigger', rule: candidate.rule, weight: confidence.type },
      ...candidate.evidence,
      ...(candidate.negation
        ? [{ ...candidate.negation, role: 'negation' as const, rule: 'negation', weight: 1 }]
        : []),
      ...(candidate.attribution?.verb
        ? [{ ...candidate.attribution.verb, role: 'attribution' as const, rule: 'attribution', weight: 1 }]
        : []),
      ...(placed.mention
        ? [
            {
              start: placed.mention.start,
              end: placed.mention.end,
              role: 'date' as const,
              rule: 'date',
              weight: placed.confidence,
            },
          ]
        : []),
    ],
    lemmas: lemmaHashes(candidate.tokens, parties),
  };
  return {
    event,
    reason: reason ?? (confidence.overall >= COUNTED_FROM ? null : 'low-confidence'),
  };
}

function mediaReason(candidate: Candidate): SuppressedReason | null {
  return candidate.actors.some(party => party.sector === 'JRN') ? 'media-speaker' : null;
}

/** A suppressed event with its reason. */
export function suppress(event: CodedEvent, reason: SuppressedReason): SuppressedEvent {
  return { ...event, reason };
}
