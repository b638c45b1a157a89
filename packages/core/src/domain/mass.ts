import { type Day, dayNumber } from './day.ts';
import { HALF_LIVES } from './indicator.ts';

/** What one day adds to a subject, in integer milli-points. */
export type DaySum = { day: Day; conflict: number; cooperation: number };
/** Conflict and cooperation in points. */
export type Mass = { conflict: number; cooperation: number };

/** Days that a sum still counts for at a half-life: older ones have decayed to less than a millionth. */
export function reachDays(halfLifeDays: number): number {
  return HALF_LIVES * halfLifeDays;
}

/** Weight of a sum that is `age` whole days old: 2^(−age/h), 0 for the future and beyond the reach. */
export function decay(age: number, halfLifeDays: number): number {
  return age < 0 || age > reachDays(halfLifeDays) ? 0 : 2 ** (-age / halfLifeDays);
}

/**
 * Reads the mass decayed to a day: the sum over days, ascending, of the day's amount times its weight. `sums` ascend by
 * day; days after the one asked for do not count.
 */
export function decayedReader(sums: readonly DaySum[], halfLifeDays: number): (day: Day) => Mass {
  const days = sums.map(sum => dayNumber(sum.day));
  const weights = Array.from({ length: reachDays(halfLifeDays) + 1 }, (_, age) => decay(age, halfLifeDays));
  return day => {
    const at = dayNumber(day);
    let conflict = 0;
    let cooperation = 0;
    for (let i = firstAtOrAfter(days, at - reachDays(halfLifeDays)); i < sums.length; i += 1) {
      const weight = weights[at - (days[i] ?? at + 1)];
      const sum = sums[i];
      if (weight === undefined || sum === undefined) break;
      conflict += sum.conflict * weight;
      cooperation += sum.cooperation * weight;
    }
    return { conflict: conflict / 1000, cooperation: cooperation / 1000 };
  };
}

/** Reads the mass of a day alone. */
export function dayReader(sums: readonly DaySum[]): (day: Day) => Mass {
  const byDay = new Map(sums.map(sum => [sum.day, sum]));
  return day => {
    const sum = byDay.get(day);
    return { conflict: (sum?.conflict ?? 0) / 1000, cooperation: (sum?.cooperation ?? 0) / 1000 };
  };
}

/** Place of the first of some ascending numbers that is not below another. */
function firstAtOrAfter(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rounds a reading for the edge: six decimals. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
