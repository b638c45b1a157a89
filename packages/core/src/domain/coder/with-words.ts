import type { CodedEvent, Coding, Evidence, Party, Span, SuppressedEvent } from '../coded-event.ts';

type PartyWords = Party & { text: string };
type EvidenceWords = Evidence & { text: string };
type EventWords = Omit<
  CodedEvent,
  'actors' | 'recipients' | 'evidence' | 'attribution' | 'mode' | 'cameo' | 'goldstein'
> & {
  mode?: string;
  cameo?: string;
  goldstein?: number;
  actors: PartyWords[];
  recipients: PartyWords[];
  evidence: EvidenceWords[];
  attribution: {
    speaker: (Span & { text: string }) | null;
    verb: (Span & { text: string }) | null;
    quoted: boolean;
  } | null;
};

/** A coding with the words of the report filled in from its spans: the record that the command line and the API give out. */
export type CodingWords = Omit<Coding, 'events' | 'suppressed' | 'reason'> & {
  reason?: NonNullable<Coding['reason']>;
  events: EventWords[];
  suppressed: (EventWords & { reason: SuppressedEvent['reason'] })[];
};

/** Fills in `text` for every span of a coding; `text` must be the text that was coded. */
export function withWords(coding: Coding, text: string): CodingWords {
  const { outcome, reason, events, suppressed, ...rest } = coding;
  return {
    outcome,
    ...(reason === null ? {} : { reason }),
    events: events.map(event => eventWords(event, text)),
    suppressed: suppressed.map(({ reason: why, ...event }) => ({ ...eventWords(event, text), reason: why })),
    ...rest,
  };
}

function eventWords(event: CodedEvent, text: string): EventWords {
  const words = (span: Span) => text.slice(span.start, span.end);
  const { type, mode, cameo, goldstein, actors, recipients, evidence, attribution, ...rest } = event;
  return {
    type,
    ...(mode === null ? {} : { mode }),
    ...(cameo === null ? {} : { cameo }),
    ...rest,
    ...(goldstein === null ? {} : { goldstein }),
    actors: actors.map(party => ({ text: words(party.span), ...party })),
    recipients: recipients.map(party => ({ text: words(party.span), ...party })),
    evidence: evidence.map(item => ({ ...item, text: words(item) })),
    attribution: attribution && {
      ...attribution,
      speaker: attribution.speaker && { ...attribution.speaker, text: words(attribution.speaker) },
      verb: attribution.verb && { ...attribution.verb, text: words(attribution.verb) },
    },
  };
}
