import type { Day } from './day.ts';
import { TENSION } from './indicator.ts';
import { type DaySum, decayedReader } from './mass.ts';
import { loudness, residual } from './tension.ts';

/** Stress with its two parts, external and internal, each 0 to 1. */
export type Stress = { value: number; external: number; internal: number };

/**
 * Reads the stress of a country, 0 to 100: S = 100 · (1 − (1 − E)(1 − N)). E is the loudness of what is left of the
 * conflict of each of its pairs, added up; N that of its domestic acts, which have no foreign party. Both are on the
 * scale of tension, and either alone can make the whole.
 */
export function stressReader(pairs: Iterable<readonly DaySum[]>, domestic: readonly DaySum[]): (day: Day) => Stress {
  const massesOn = [...pairs].map(sums => decayedReader(sums, TENSION.halfLifeDays));
  const domesticOn = decayedReader(domestic, TENSION.halfLifeDays);
  return day => {
    const external = loudness(massesOn.reduce((sum, massOn) => sum + residual(massOn(day)), 0));
    const internal = loudness(residual(domesticOn(day)));
    return { value: 100 * (1 - (1 - external) * (1 - internal)), external, internal };
  };
}
