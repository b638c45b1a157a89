import type { Confidence } from '../coded-event.ts';
import type { Candidate } from './candidate.ts';

/** Weights of the calibration: one for each of the numbers of `doubtsOf`. */
export type Calibration = number[];

const round3 = (value: number): number => Math.round(value * 1000) / 1000;

const logit = (p: number): number =>
  Math.log(Math.max(0.002, Math.min(0.998, p)) / (1 - Math.max(0.002, Math.min(0.998, p))));

/** What the calibration weighs: how likely the type is and how sure both sides are, in logits, and how the act is told. */
export function doubtsOf(candidate: Candidate): number[] {
  const { strength, sure, actors, recipients } = candidate;
  const bare = (list: Candidate['actors']) => (list.length > 0 && list.every(party => party.country === null) ? 1 : 0);
  const codes = (list: Candidate['actors']) => new Set(list.map(party => party.country)).size;
  return [
    1,
    logit(strength),
    logit(sure.actor),
    logit(sure.recipient),
    logit(strength * sure.actor * sure.recipient),
    candidate.open ? 1 : 0,
    candidate.nominal ? 1 : 0,
    candidate.headline ? 1 : 0,
    candidate.reason === null ? 0 : 1,
    actors.length === 0 ? 1 : 0,
    recipients.length === 0 ? 1 : 0,
    bare(actors),
    bare(recipients),
    codes(actors) > 1 ? 1 : 0,
    codes(recipients) > 1 ? 1 : 0,
    actors.some(party => party.how === 'coref') || recipients.some(party => party.how === 'coref') ? 1 : 0,
  ];
}

/** Confidence of each part of an act and of all of it, 0 to 1 in thousandths. */
export function confidenceOf(candidate: Candidate, dateConfidence: number, calibration: Calibration): Confidence {
  const sum = doubtsOf(candidate).reduce((total, value, i) => total + value * (calibration[i] ?? 0), 0);
  return {
    type: round3(candidate.strength),
    actor: round3(candidate.sure.actor),
    recipient: round3(candidate.sure.recipient),
    date: round3(dateConfidence),
    overall: round3(1 / (1 + Math.exp(-sum))),
  };
}
