import { type Calibration, confidenceOf } from '@tensiometer/core/domain/coder/confidence.ts';
import { type Decided, isRight } from './fit.ts';

const BINS = 10;

/** Figures of a set of decided acts: types found, sides found, and how far the confidence is from the share that is right. */
export function describe(name: string, decided: readonly Decided[], calibration: Calibration): string {
  const events = decided.filter(({ event }) => event !== null);
  const typed = events.filter(({ candidate, event }) => candidate.type === event?.type && candidate.strength >= 0.15);
  const right = events.filter(({ candidate, event }) => isRight(candidate, event));
  const counted = decided
    .map(({ candidate, event }) => ({
      p: confidenceOf(candidate, 1, calibration).overall,
      right: isRight(candidate, event),
      reason: candidate.reason,
    }))
    .filter(({ p, reason }) => p >= 0.5 && reason === null)
    .sort((a, b) => a.p - b.p);
  let error = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const part = counted.slice((bin * counted.length) / BINS, ((bin + 1) * counted.length) / BINS);
    const stated = part.reduce((sum, { p }) => sum + p, 0);
    error += Math.abs(stated - part.filter(one => one.right).length);
  }
  const share = (n: number, of: number) => (of === 0 ? '-' : (n / of).toFixed(3));
  return [
    `${name}: ${events.length} labelled events offered, right type ${share(typed.length, events.length)}`,
    `  right type and both sides ${share(right.length, events.length)}`,
    `  counted (confidence >= .5) ${counted.length}, of them right ${share(counted.filter(one => one.right).length, counted.length)}`,
    `  ECE ${share(error, counted.length)}`,
    '',
  ].join('\n');
}
