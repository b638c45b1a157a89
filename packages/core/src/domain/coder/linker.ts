import type { Party } from '../coded-event.ts';
import type { EventType } from '../ontology.ts';
import type { Candidate } from './candidate.ts';
import type { PartyOption, Scene } from './party-options.ts';
import { createSignList, type SignList } from './sign-list.ts';
import { wordOf } from './sign-words.ts';

/** What a phrase is to an act. */
export const SIDES = ['neither', 'actor', 'recipient'] as const;

/** Relations that make a phrase the likelier side, the strongest first; the first that is taken tells what a phrase vies with. */
const STRONGEST = [
  'object',
  'passive.subject',
  'passive.object',
  'owner.object',
  'after:by',
  'after:against',
  'after:with',
  'after:to',
  'after:on',
  'after:from',
  'after:of',
  'object.of',
  'object.against',
  'object.with',
  'object.to',
  'object.on',
  'object.from',
  'to.object',
  'that.subject',
];

/** Gives the features that tell whether a phrase is a side of an act of the given type, for each phrase by its index. */
export function createLinkSigns(
  candidate: Candidate,
  type: EventType,
  scene: Scene,
  options: readonly PartyOption[],
): (index: number, named: boolean) => SignList {
  const { act } = candidate;
  const thing = objectOf(scene);
  const ruled = `${candidate.actors.length > 0 ? 'a' : '-'}${candidate.recipients.length > 0 ? 'r' : '-'}`;
  const own = ownCode(candidate, options);
  const foreign = new Set(
    options.flatMap(other => (other.party.country && other.party.country !== own ? other.party.country : [])),
  );
  const ranks = options.map(({ relation }) => STRONGEST.indexOf(relation));

  return (index, named) => {
    const names = createSignList(named);
    const option = options[index];
    if (!option) return names;
    const { party, relation, holder, verbs } = option;
    const who = party.country ? 'c' : party.entity ? 'e' : 'x';
    const told = isIn(candidate.actors, party) ? 'actor' : isIn(candidate.recipients, party) ? 'recipient' : 'none';
    const side = option.distance < 0 ? 'left' : 'right';
    let others = 0;
    let nearer = 0;
    let nested = false;
    let rival = -1;
    options.forEach((other, i) => {
      if (i === index) return;
      if (other.party.country !== party.country) others += 1;
      if (
        Math.sign(other.distance) === Math.sign(option.distance) &&
        Math.abs(other.distance) < Math.abs(option.distance)
      )
        nearer += 1;
      if (other.party.span.start <= party.span.start && party.span.end < other.party.span.end) nested = true;
      const rank = ranks[i] ?? -1;
      if (rank >= 0 && (rival < 0 || rank < rival)) rival = rank;
    });
    const near = Math.min(3, nearer);
    const rivalry = rival < 0 ? '-' : STRONGEST[rival];
    const sameAsActor = party.country !== null && candidate.actors.some(actor => actor.country === party.country);
    const standing =
      party.country === null ? 'none' : party.country === own ? 'own' : foreign.size === 1 ? 'sole' : 'one-of';
    const base = `${relation}|${told}`;
    names.add('r', relation);
    names.add('r.t', relation, type);
    names.add('r.a', relation, act);
    names.add('r.o', relation, thing);
    names.add('r.a.o', relation, act, thing);
    names.add('told', told, type);
    names.add('told.rule', told, candidate.open ? 'open' : 'frame', candidate.nominal);
    names.add('told.left', told, ruled);
    names.add('base', base);
    names.add('base.ruled', base, ruled);
    names.add('base.who', base, `${who}${party.sector}`);
    names.add('side', side, near);
    names.add('side.r', side, relation, near);
    names.add('side.t', side, type);
    names.add('sector', party.sector, told);
    names.add('sector.t', party.sector, type);
    names.add('how', party.how, told);
    names.add('place', option.place, relation);
    names.add('place.t', option.place, type, told);
    names.add('same', sameAsActor, told);
    names.add('same.r', sameAsActor, relation);
    names.add('others', Math.min(3, others), told, side);
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
    names.add('holder', holder, told);
    names.add('holder.r', holder, relation);
    names.add('holder.t', holder, type);
    names.add('verbs', verbs, side, told);
    names.add('verbs.r', verbs, relation, standing);
    names.add('rival', rivalry, relation, told);
    names.add('rival.s', rivalry, standing, side);
    names.add('rival.p', rivalry, option.place, holder);
    return names;
  };
}

/** Head of what the act is done to or with: "sanctions" in "imposed sanctions on Iran". */
function objectOf({ context, reading, at }: Scene): string {
  if (!reading) return wordOf(context, at ?? undefined);
  const { clause } = reading;
  return wordOf(context, (clause.verb.passive || clause.reduced ? clause.subject : clause.object)[0]);
}

/** Country of the one who acts, as far as the grammar tells: the subject's, else that of the rules' actor. */
function ownCode(candidate: Candidate, options: readonly PartyOption[]): string | null {
  const subject = options.find(option => option.relation === 'subject' || option.relation === 'owner.subject');
  return subject?.party.country ?? candidate.actors.find(actor => actor.country !== null)?.country ?? null;
}

function isIn(list: Party[], party: Party): boolean {
  return list.some(other => other.span.start < party.span.end && party.span.start < other.span.end);
}
