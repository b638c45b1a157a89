import { addDays, type Day } from './day.ts';
import { TENSION } from './indicator.ts';
import { type DaySum, decayedReader, type Mass, reachDays } from './mass.ts';

/** What is left of the conflict after relief by cooperation: R = max(0, C̃ − 0.3·K̃), in points. */
export function residual(mass: Mass): number {
  return Math.max(0, mass.conflict - TENSION.relief * mass.cooperation);
}

/**
 * A residual R on the scale of tension, as a share: min(1, ln(1 + R/2) / ln 501), 0 to 1. The logarithm follows the
 * spread of hostile acts, which is that of a heavy tail; the 2 and the 501 are our own.
 */
export function loudness(r: number): number {
  return Math.min(1, Math.log(1 + r / TENSION.scale) / Math.log(TENSION.ceiling));
}

/** Tension of a residual, 0 to 100. */
export function tensionOf(r: number): number {
  return 100 * loudness(r);
}

/** Reads tension on a day, 0 to 100. `sums` ascend by day. */
export function tensionReader(sums: readonly DaySum[]): (day: Day) => number {
  const massOn = decayedReader(sums, TENSION.halfLifeDays);
  return day => tensionOf(residual(massOn(day)));
}

/** First day whose sums can still be felt in the tension of `day`. */
export function reachOf(day: Day): Day {
  return addDays(day, -reachDays(TENSION.halfLifeDays));
}
