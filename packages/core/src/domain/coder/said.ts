import type { Context } from './arguments.ts';
import type { Candidate } from './candidate.ts';
import { judge } from './judge.ts';
import { subjectParties } from './match-verb.ts';
import type { Reading } from './reading.ts';

/** "X said Iran must stop": a demand of the speaker. */
export function mustDo(context: Context, reading: Reading, readings: Reading[], headline: boolean): Candidate[] {
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
export function accusation(
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
