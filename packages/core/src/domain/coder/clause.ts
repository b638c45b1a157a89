import type { VerbChunk } from './chunk.ts';
import type { PrepPhrase } from './phrase-links.ts';

/** One verb with its arguments. All numbers are chunk indexes of the sentence; `governor` and `parent` are clause indexes. */
export type Clause = {
  verb: VerbChunk;
  at: number;
  subject: number[];
  object: number[];
  secondObject: number[];
  preps: PrepPhrase[];
  /** The word that opens the clause: "if", "that", "after" … */
  sub: string | null;
  relative: boolean;
  reduced: boolean;
  quoted: boolean;
  /** Clause whose verb this one completes ("agreed to withdraw", "said that Y attacked"), or null. */
  governor: number | null;
  link: 'inf' | 'purpose' | 'that' | 'ing' | 'participle' | null;
  /** Preposition directly before a gerund ("accused of attacking"). */
  gerundOf: string | null;
  /** Told in the pluperfect, a step behind the clauses around it. */
  perfectHad: boolean;
};
