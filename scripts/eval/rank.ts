import { blockDraws, type Interval, middle } from './interval.ts';

/** Ranks from 1 up; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const out = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let i = from; i < to; i += 1) out[order[i] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return out;
}

/** Spearman's rank correlation, −1 to 1, with ties at their mean rank; NaN when a series does not vary. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (x.length + 1) / 2;
  let both = 0;
  let alone = 0;
  let other = 0;
  for (let i = 0; i < x.length; i += 1) {
    const [dx, dy] = [(x[i] ?? 0) - mean, (y[i] ?? 0) - mean];
    both += dx * dy;
    alone += dx * dx;
    other += dy * dy;
  }
  return alone === 0 || other === 0 ? Number.NaN : both / Math.sqrt(alone * other);
}

export type Compared = { ours: number; theirs: number; difference: number };
export type Comparison = Compared & { intervals: { [key in keyof Compared]: Interval } };

/**
 * Spearman of two series with a third (`truth`), and by how much ours is nearer. The 90 % intervals come from one set of
 * `draws` block-bootstrap draws with blocks of `block` neighbours; the difference is taken within each draw.
 */
export function compareRanks(
  truth: readonly number[],
  ours: readonly number[],
  theirs: readonly number[],
  { block, draws }: { block: number; draws: number },
): Comparison {
  const compare = (positions: readonly number[]): Compared => {
    const pick = (series: readonly number[]) => positions.map(i => series[i] ?? Number.NaN);
    const fact = pick(truth);
    const [mine, yours] = [spearman(pick(ours), fact), spearman(pick(theirs), fact)];
    return { ours: mine, theirs: yours, difference: mine - yours };
  };
  const drawn = blockDraws(truth.length, block, draws).map(compare);
  return {
    ...compare(truth.map((_, i) => i)),
    intervals: {
      ours: middle(drawn.map(draw => draw.ours)),
      theirs: middle(drawn.map(draw => draw.theirs)),
      difference: middle(drawn.map(draw => draw.difference)),
    },
  };
}
