import type { Party } from '../coded-event.ts';
import type { EventType } from '../ontology.ts';
import type { Candidate } from './candidate.ts';
import type { PartyOption } from './party-options.ts';
import { createSignList, type SignList } from './sign-list.ts';

/** What a phrase is to an act. */
export const SIDES = ['neither', 'actor', 'recipient'] as const;

/** The features that tell whether one phrase is a side of an act of the given type. */
export function linkSigns(
  candidate: Candidate,
  type: EventType,
  options: PartyOption[],
  index: number,
  named: boolean,
): SignList {
  const names = createSignList(named);
  const option = options[index];
  if (!option) return names;
  const { party, relation } = option;
  const { act } = candidate;
  const who = party.country ? 'c' : party.entity ? 'e' : 'x';
  const told = isIn(candidate.actors, party) ? 'actor' : isIn(candidate.recipients, party) ? 'recipient' : 'none';
  const side = option.distance < 0 ? 'left' : 'right';
  const others = options.filter((other, i) => i !== index && other.party.country !== party.country);
  const nearer = options.filter(
    other =>
      Math.sign(other.distance) === Math.sign(option.distance) && Math.abs(other.distance) < Math.abs(option.distance),
  ).length;
  const ruled = `${candidate.actors.length > 0 ? 'a' : '-'}${candidate.recipients.length > 0 ? 'r' : '-'}`;
  const sameAsActor = party.country !== null && candidate.actors.some(actor => actor.country === party.country);
  const own = ownCode(candidate, options);
  const foreign = new Set(
    options.flatMap(other => (other.party.country && other.party.country !== own ? other.party.country : [])),
  );
  const standing =
    party.country === null ? 'none' : party.country === own ? 'own' : foreign.size === 1 ? 'sole' : 'one-of';
  const nested = options.some(
    (other, i) => i !== index && other.party.span.start <= party.span.start && party.span.end < other.party.span.end,
  );
  const base = `${relation}|${told}`;
  names.add('r', relation);
  names.add('r.t', relation, type);
  names.add('r.a', relation, act);
  names.add('told', told, type);
  names.add('told.rule', told, candidate.open ? 'open' : 'frame', candidate.nominal);
  names.add('told.left', told, ruled);
  names.add('base', base);
  names.add('base.ruled', base, ruled);
  names.add('base.who', base, `${who}${party.sector}`);
  names.add('side', side, Math.min(3, nearer));
  names.add('side.r', side, relation, Math.min(3, nearer));
  names.add('side.t', side, type);
  names.add('sector', party.sector, told);
  names.add('sector.t', party.sector, type);
  names.add('how', party.how, told);
  names.add('place', option.place, relation);
  names.add('place.t', option.place, type, told);
  names.add('same', sameAsActor, told);
  names.add('same.r', sameAsActor, relation);
  names.add('others', Math.min(3, others.length), told, side);
  names.add('head', option.head);
  names.add('head.t', option.head, type);
  names.add('head.r', option.head === '' ? 'known' : option.head === '<name>' ? 'name' : 'thing', relation, told);
  names.add('standing', standing, told, side);
  names.add('standing.t', standing, type, side);
  names.add('standing.r', standing, relation);
  names.add('standing.p', standing, option.place, side);
  names.add('own', own !== null, Math.min(3, foreign.size), `${side}${told}`);
  names.add('nested', nested, told);
  names.add('r.s', relation, party.sector);
  names.add('first', index === 0, told, relation);
  names.add('far', Math.min(6, Math.abs(option.distance)), side);
  return names;
}

/** Country of the one who acts, as far as the grammar tells: the subject's, else that of the rules' actor. */
function ownCode(candidate: Candidate, options: PartyOption[]): string | null {
  const subject = options.find(option => option.relation === 'subject' || option.relation === 'owner.subject');
  return subject?.party.country ?? candidate.actors.find(actor => actor.country !== null)?.country ?? null;
}

function isIn(list: Party[], party: Party): boolean {
  return list.some(other => other.span.start < party.span.end && party.span.start < other.span.end);
}
