import type { Evidence, Factuality, Party, SuppressedReason } from '../coded-event.ts';
import type { EventType } from '../ontology.ts';
import type { Signs } from './signs.ts';
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
  /** No frame of the lexicon fits: `type` stands for nothing until the scorer names one. */
  open: boolean;
  /** What the scorer sees, read when it is asked for; null for an act that no scorer judges. */
  signs: ((named: boolean) => Signs) | null;
  /** The place where it was done, as the sentence names it. */
  location: { start: number; end: number; country: string | null } | null;
  /** A frame fits the verb of a main clause that says plainly that it was done. */
  plain: boolean;
  /** Lemma of the verb or noun that tells the act. */
  act: string;
  /** How sure the linker is of all that stands on each side, and of nothing being left out; 0 to 1. */
  sure: { actor: number; recipient: number };
};
