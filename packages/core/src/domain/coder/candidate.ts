import type { Evidence, Factuality, Party, SuppressedReason } from '../coded-event.ts';
import type { EventType } from '../ontology.ts';
import type { Token } from './tokens.ts';

/** An act that a frame found, before dates, merging and the final decision. Token indexes are within its sentence. */
export type Candidate = {
  type: EventType;
  mode: string | null;
  cameo: string | null;
  rule: string;
  strength: number;
  actors: Party[];
  recipients: Party[];
  reciprocal: boolean;
  factuality: Factuality;
  reason: SuppressedReason | null;
  tense: 'past' | 'present' | 'future' | 'none';
  trigger: { start: number; end: number };
  object: { start: number; end: number } | null;
  negation: { start: number; end: number } | null;
  attribution: {
    speaker: { start: number; end: number } | null;
    verb: { start: number; end: number } | null;
    quoted: boolean;
  } | null;
  sentence: number;
  tokens: Token[];
  evidence: Evidence[];
  nominal: boolean;
  headline: boolean;
};
