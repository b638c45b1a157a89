import type { Candidate } from '@tensiometer/core/domain/coder/candidate.ts';
import { readAnchor } from '@tensiometer/core/domain/coder/dates.ts';
import { type PartyOption, partyOptions, type Scene } from '@tensiometer/core/domain/coder/party-options.ts';
import { readReport } from '@tensiometer/core/domain/coder/read-report.ts';
import { CLASSES } from '@tensiometer/core/domain/coder/scorer.ts';
import { readSurface } from '@tensiometer/core/domain/coder/surface.ts';
import type { GoldEvent, GoldSentence } from './sentences.ts';

/** One candidate of a sentence with its right answer: a class, and the labelled event that it tells. */
export type Example = {
  candidate: Candidate;
  options: PartyOption[];
  scene: Scene;
  label: number;
  event: GoldEvent | null;
  sentence: GoldSentence;
  /** A frame found an act in the background of a sentence, which the labels neither name nor deny: nothing is learned of it. */
  unsure: boolean;
};

type Offered = { candidate: Candidate; options: PartyOption[]; scene: Scene };

const touches = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;

/** Candidates of one sentence, each labelled by the event whose trigger it overlaps; an event labels one candidate. */
export function examplesOf(sentence: GoldSentence): Example[] {
  const offered: Offered[] = [];
  const { text, titleLength } = sentence;
  readReport(readSurface(text, titleLength), text, titleLength, readAnchor(null), {
    isSilent: () => false,
    decide: (candidate, scene) => {
      offered.push({ candidate, options: partyOptions(scene), scene });
      return candidate;
    },
  });
  const taken = new Map<Offered, GoldEvent>();
  for (const label of sentence.events) {
    const event = withNationality(label, offered[0]?.options ?? []);
    const overlapping = offered.filter(
      one => !taken.has(one) && event.triggers.some(span => touches(span, one.candidate.trigger)),
    );
    const framed = overlapping.filter(({ candidate }) => !candidate.open && candidate.type === event.type);
    const lead = framed.find(({ candidate }) => candidate.reason === null) ?? framed[0] ?? overlapping[0];
    if (lead) taken.set(lead, event);
  }
  return offered.map(one => {
    const event = taken.get(one) ?? null;
    const { open, reason } = one.candidate;
    const unsure = event === null && sentence.none === null && !open && reason === null;
    return { ...one, label: event ? CLASSES.indexOf(event.type) : 0, event, sentence, unsure };
  });
}

/** A company or group whose words name its nation carries that country, as the definitions have it for armed groups. */
function withNationality(event: GoldEvent, options: readonly PartyOption[]): GoldEvent {
  const named = (codes: string[], spans: GoldEvent['actorSpans']): string[] => {
    if (codes.length > 0) return codes;
    const found = options.filter(
      ({ party, place }) => !place && party.how !== 'coref' && spans.some(span => touches(span, party.span)),
    );
    return [...new Set(found.flatMap(({ party }) => party.country ?? []))].sort();
  };
  const joint = event.recipientSpans.length === 0;
  return {
    ...event,
    actors: named(event.actors, event.actorSpans),
    recipients: joint ? event.recipients : named(event.recipients, event.recipientSpans),
  };
}

/** Which side of a labelled event a phrase is: 0 neither, 1 actor, 2 recipient. */
export function sideOf(event: GoldEvent, option: PartyOption): number {
  const { span } = option.party;
  if (event.actorSpans.some(gold => touches(gold, span))) return 1;
  return event.recipientSpans.some(gold => touches(gold, span)) ? 2 : 0;
}
