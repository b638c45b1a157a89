import { addDays, type Day, dayNumber } from './day.ts';
import { HALF_LIVES, TENSION } from './indicator.ts';

/** What one day adds to a subject, in integer milli-points. */
export type DaySum = { day: Day; conflict: number; cooperation: number };

/** Days that a sum still counts: older ones have decayed to less than a millionth. */
export const REACH_DAYS = HALF_LIVES * TENSION.halfLifeDays;

/** Weight of a sum that is `age` whole days old: 2^(−age/h), 0 for the future and beyond `REACH_DAYS`. */
export function decay(age: number): number {
  return age < 0 || age > REACH_DAYS ? 0 : 2 ** (-age / TENSION.halfLifeDays);
}

/** Conflict and cooperation mass in points, decayed to the day. `sums` ascend by day; later days do not count. */
export function decayedMass(sums: readonly DaySum[], day: Day): { conflict: number; cooperation: number } {
  const at = dayNumber(day);
  let conflict = 0;
  let cooperation = 0;
  for (const sum of sums) {
    const weight = decay(at - dayNumber(sum.day));
    conflict += sum.conflict * weight;
    cooperation += sum.cooperation * weight;
  }
  return { conflict: conflict / 1000, cooperation: cooperation / 1000 };
}

/** What is left of the conflict after relief by cooperation: R = max(0, C̃ − 0.3·K̃), in points. */
export function residual(mass: { conflict: number; cooperation: number }): number {
  return Math.max(0, mass.conflict - TENSION.relief * mass.cooperation);
}

/** Tension of a residual R: T = 100 · min(1, ln(1 + R/2) / ln 501), 0 to 100. */
export function tensionOf(r: number): number {
  return 100 * Math.min(1, Math.log(1 + r / TENSION.scale) / Math.log(TENSION.ceiling));
}

/** Tension of a subject on a day (formula `tension-1`), 0 to 100. `sums` ascend by day. */
export function tensionAt(sums: readonly DaySum[], day: Day): number {
  return tensionOf(residual(decayedMass(sums, day)));
}

/** Rounds a reading for the edge: six decimals. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** First day whose sums can still be felt on `day`. */
export function reachOf(day: Day): Day {
  return addDays(day, -REACH_DAYS);
}
