import type { Day } from './day.ts';
import { SHARES } from './indicator.ts';
import { type DaySum, decayedReader, rounded } from './mass.ts';

/** A share of conflict; `scant` when there is too little mass for it to say much. */
export type ConflictShare = { value: number; scant: boolean };

/**
 * Reads the share of conflict in all mass: (C̃ + 5) / (C̃ + K̃ + 10) with a half-life of 30 days, 0 to 1. It is the mean
 * of a beta distribution with five points of either kind to begin with, so that 0.5 says nothing either way.
 */
export function conflictShareReader(sums: readonly DaySum[]): (day: Day) => ConflictShare {
  const massOn = decayedReader(sums, SHARES.halfLifeDays);
  return day => {
    const { conflict, cooperation } = massOn(day);
    return {
      value: (conflict + SHARES.prior) / (conflict + cooperation + 2 * SHARES.prior),
      scant: conflict + cooperation < SHARES.scantBelow,
    };
  };
}

/**
 * Reads how much of the conflict is deeds (quad class 4) and not words, with a half-life of 30 days, 0 to 1; null while
 * there is no conflict to speak of (less than a millionth of a point).
 */
export function deedsShareReader(sums: readonly DaySum[], material: readonly DaySum[]): (day: Day) => number | null {
  const allOn = decayedReader(sums, SHARES.halfLifeDays);
  const deedsOn = decayedReader(material, SHARES.halfLifeDays);
  return day => {
    const { conflict } = allOn(day);
    return rounded(conflict) > 0 ? deedsOn(day).conflict / conflict : null;
  };
}
