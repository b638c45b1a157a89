import type { CodedEvent, Party } from '@tensiometer/core/domain/coded-event.ts';

/** A party of a test, by its country and the stretch of text that names it. */
export function party(country: string | null, start = 0, end = 0): Party {
  return { span: { start, end }, country, sector: 'GOV', entity: null, how: 'direct' };
}

/** An event of a test: a plain accusation, but for what is given. The trigger stands at `at`. */
export function sampleEvent({
  at = [0, 1],
  overall = 0.8,
  ...given
}: Partial<CodedEvent> & { at?: [number, number]; overall?: number }): CodedEvent {
  return {
    type: 'ACCUSE',
    mode: null,
    cameo: null,
    context: [],
    quad: 3,
    score: -3,
    goldstein: null,
    actors: [],
    recipients: [],
    reciprocal: false,
    magnitude: null,
    location: null,
    date: null,
    datePrecision: 'unknown',
    dateSource: 'none',
    factuality: 'realised',
    tense: 'past',
    attribution: null,
    confidence: { type: overall, actor: overall, recipient: overall, date: overall, overall },
    evidence: [{ start: at[0], end: at[1], role: 'trigger', rule: 'sample', weight: 1 }],
    lemmas: [],
    ...given,
  };
}
