import type { Coder } from '@tensiometer/core/domain/coded-event.ts';
import { type Context, each, hashOf, type Recorded } from './context.ts';
import { atMost, counted, type SetReport } from './figures.ts';
import { shuffled } from './random.ts';

const SEED = 7;

/** Codes all that a run has coded once more, in shuffled order, and compares the answers byte for byte. */
export function scoreDeterminism(
  again: Coder,
  recorded: readonly Recorded[],
  progress: Context['progress'],
): SetReport {
  const same = each(shuffled(recorded, SEED), progress, ({ input, hash }) => hashOf(again.code(input)) === hash);
  const differing = same.length === 0 ? Number.NaN : same.filter(one => !one).length;
  return {
    title: 'Determinism: all texts of this run coded again, in another order',
    notes: same.length === 0 ? ['Nothing was coded in this run: choose a set beside this one.'] : [],
    figures: [counted('differing', 'answers that differ in any byte', differing, same.length, atMost(0))],
    tables: [],
    examples: [],
  };
}
