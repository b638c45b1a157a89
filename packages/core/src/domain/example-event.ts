import type { CodedEvent, Party } from './coded-event.ts';
import type { LoggedEvent } from './log-event.ts';
import { type EventType, quadOf, scoreOf } from './ontology.ts';

/** A government of a country, or an unnamed side, for tests and examples. */
export function exampleParty(country: string | null, rest: Partial<Party> = {}): Party {
  return { span: { start: 0, end: 3 }, country, sector: 'GOV', entity: null, how: 'direct', ...rest };
}

/** A whole coded event from the few parts that a test speaks of; the score and quad class follow from the type. */
export function exampleEvent(
  type: EventType,
  actors: readonly (string | Party)[],
  recipients: readonly (string | Party)[],
  rest: Partial<CodedEvent> & { id?: string; p?: number } = {},
): LoggedEvent {
  const { id = '00000000-0000-5000-8000-000000000001', p = 1, ...fields } = rest;
  const side = (party: string | Party): Party => (typeof party === 'string' ? exampleParty(party) : party);
  const mode = fields.mode ?? null;
  return {
    id,
    type,
    mode,
    cameo: null,
    context: [],
    quad: quadOf(type),
    score: scoreOf(type, mode),
    goldstein: null,
    actors: actors.map(side),
    recipients: recipients.map(side),
    reciprocal: false,
    magnitude: null,
    location: null,
    date: '2024-01-25',
    datePrecision: 'day',
    dateSource: 'explicit',
    factuality: 'realised',
    tense: 'past',
    attribution: null,
    confidence: { type: p, actor: p, recipient: p, date: p, overall: p },
    evidence: [{ start: 4, end: 10, role: 'trigger', rule: 'example', weight: 1 }],
    lemmas: [],
    ...fields,
  };
}
