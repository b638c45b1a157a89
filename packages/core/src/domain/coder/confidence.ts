import type { Confidence, Party } from '../coded-event.ts';
import type { Candidate } from './candidate.ts';

/** How far a party can be trusted by the way it was found; round figures set by hand, to be calibrated. */
const BY_HOW: Record<Party['how'], number> = {
  direct: 1,
  demonym: 0.98,
  capital: 0.98,
  leader: 0.98,
  office: 0.98,
  group: 0.98,
  possessive: 0.98,
  role: 0.92,
  coref: 0.82,
  unnamed: 0.65,
};

const round3 = (value: number): number => Math.round(value * 1000) / 1000;

/** Confidence of each part of an act and their product; 0 to 1 in thousandths. */
export function confidenceOf(candidate: Candidate, dateConfidence: number): Confidence {
  const actor = side(candidate.actors, 0.62);
  const needed = candidate.recipients.length === 0 && !candidate.reciprocal;
  const recipient = candidate.recipients.length > 0 ? side(candidate.recipients, 0.7) : needed ? 0.86 : actor;
  const told = (candidate.attribution?.quoted ? 0.9 : 1) * (candidate.headline ? 0.97 : 1);
  const type = Math.min(1, candidate.strength) * told;
  const overall = type * Math.min(actor, recipient) * (0.9 + 0.1 * Math.max(actor, recipient));
  return {
    type: round3(type),
    actor: round3(actor),
    recipient: round3(recipient),
    date: round3(dateConfidence),
    overall: round3(overall),
  };
}

function side(parties: Party[], absent: number): number {
  if (parties.length === 0) return absent;
  const values = parties.map(party => BY_HOW[party.how] * (party.country === null && party.entity === null ? 0.8 : 1));
  return Math.max(...values);
}
