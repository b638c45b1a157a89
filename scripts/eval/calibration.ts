/** One answer with the confidence that it was given, 0 to 1. */
export type Judged = { p: number; right: boolean };
export type Bin = { n: number; stated: number; right: number };

/** Answers sorted by confidence in `bins` parts of equal count, each with its mean confidence and its share of right ones. */
export function binsOf(judged: readonly Judged[], bins = 10): Bin[] {
  const sorted = [...judged].sort((a, b) => a.p - b.p);
  const out: Bin[] = [];
  for (let bin = 0; bin < bins; bin += 1) {
    const part = sorted.slice(Math.floor((bin * sorted.length) / bins), Math.floor(((bin + 1) * sorted.length) / bins));
    if (part.length === 0) continue;
    out.push({
      n: part.length,
      stated: part.reduce((sum, { p }) => sum + p, 0) / part.length,
      right: part.filter(({ right }) => right).length / part.length,
    });
  }
  return out;
}

/** Expected calibration error: mean distance of stated confidence from share of right answers, weighted by bin size. */
export function calibrationError(judged: readonly Judged[], bins = 10): number {
  if (judged.length === 0) return Number.NaN;
  return (
    binsOf(judged, bins).reduce((sum, { n, stated, right }) => sum + n * Math.abs(stated - right), 0) / judged.length
  );
}
