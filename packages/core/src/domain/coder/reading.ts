import type { Party } from '../coded-event.ts';
import type { Attribution } from './attribution.ts';
import type { Clause } from './clause.ts';
import type { VerbMatch } from './match-verb.ts';
import type { Modality } from './modality.ts';

/** One clause with all that was read from it. */
export type Reading = {
  clause: Clause;
  index: number;
  modality: Modality;
  match: VerbMatch | null;
  actors: Party[];
  attribution: Attribution | null;
  /** Clause indexes of infinitives and "that" clauses that complete this verb. */
  infinitive: number | null;
  that: number | null;
};
