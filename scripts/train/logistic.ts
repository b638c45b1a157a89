/**
 * Settings of one training run: rounds over all rows; step sizes and pull towards zero; `damping`, which keeps a feature that
 * is rarely seen from being learned by heart; `dropout`, the share of features hidden at random; least count of a feature.
 */
export type Settings = {
  rounds: number;
  rate: number;
  decay: number;
  damping: number;
  dropout: number;
  denseRate: number;
  denseDecay: number;
  least: number;
};

/** One thing to be told apart: the names of its features that are on, numbers that are always there, its class, its weight. */
export type Row = { names: readonly string[]; dense: Float64Array; label: number; weight: number };

export type Model = { vocabulary: string[]; sparse: Float64Array; dense: Float64Array };

/**
 * Multinomial logistic regression by Adagrad (Duchi, Hazan and Singer 2011), in an order drawn from a fixed seed: the same
 * rows give the same weights, byte for byte.
 */
export function train(rows: readonly Row[], classes: number, settings: Settings): Model {
  const vocabulary = vocabularyOf(rows, settings.least);
  const ids = new Map(vocabulary.map((name, id) => [name, id]));
  const sparseRows = rows.map(row => Int32Array.from(row.names.flatMap(name => ids.get(name) ?? [])));
  const width = rows[0]?.dense.length ?? 0;
  const sparse = new Float64Array(vocabulary.length * classes);
  const sparseSum = new Float64Array(sparse.length).fill(settings.damping);
  const dense = new Float64Array(width * classes);
  const denseSum = new Float64Array(dense.length).fill(1e-6);
  const slopes = new Float64Array(classes);
  const step = (weights: Float64Array, sums: Float64Array, at: number, slope: number, rate: number) => {
    const sum = (sums[at] ?? 0) + slope * slope;
    sums[at] = sum;
    weights[at] = (weights[at] ?? 0) - (rate * slope) / Math.sqrt(sum);
  };
  const random = randomFrom(12345);
  for (const order of shuffles(rows.length, settings.rounds, random)) {
    for (const index of order) {
      const row = rows[index];
      const names = sparseRows[index];
      if (!row || !names) continue;
      const shown = settings.dropout > 0 ? names.filter(() => random() >= settings.dropout) : names;
      slopesOf(row, shown, sparse, dense, classes, slopes);
      for (const id of shown)
        for (let c = 0; c < classes; c += 1) {
          const at = id * classes + c;
          step(sparse, sparseSum, at, (slopes[c] ?? 0) + settings.decay * (sparse[at] ?? 0), settings.rate);
        }
      for (let d = 0; d < width; d += 1) {
        const value = row.dense[d] ?? 0;
        if (value === 0) continue;
        for (let c = 0; c < classes; c += 1) {
          const at = d * classes + c;
          step(
            dense,
            denseSum,
            at,
            (slopes[c] ?? 0) * value + settings.denseDecay * (dense[at] ?? 0),
            settings.denseRate,
          );
        }
      }
    }
  }
  // A model that learned with part of its features hidden counts each a little less when it sees them all.
  return { vocabulary, sparse: sparse.map(weight => weight * (1 - settings.dropout)), dense };
}

/** Numbers from 0 to 1 in an order that the seed settles. */
function randomFrom(start: number): () => number {
  let seed = start;
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** Slope of the loss for each class of one row: probability less one for the right class. */
function slopesOf(
  row: Row,
  names: Int32Array,
  sparse: Float64Array,
  dense: Float64Array,
  classes: number,
  out: Float64Array,
): void {
  out.fill(0);
  for (const id of names) for (let c = 0; c < classes; c += 1) out[c] = (out[c] ?? 0) + (sparse[id * classes + c] ?? 0);
  for (let d = 0; d < row.dense.length; d += 1) {
    const value = row.dense[d] ?? 0;
    if (value !== 0)
      for (let c = 0; c < classes; c += 1) out[c] = (out[c] ?? 0) + value * (dense[d * classes + c] ?? 0);
  }
  const top = Math.max(...out);
  let sum = 0;
  for (let c = 0; c < classes; c += 1) {
    out[c] = Math.exp((out[c] ?? 0) - top);
    sum += out[c] ?? 0;
  }
  for (let c = 0; c < classes; c += 1) out[c] = ((out[c] ?? 0) / sum - (c === row.label ? 1 : 0)) * row.weight;
}

function* shuffles(count: number, rounds: number, random: () => number): Generator<Uint32Array> {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let round = 0; round < rounds; round += 1) {
    for (let i = count - 1; i > 0; i -= 1) {
      const k = Math.floor(random() * (i + 1));
      const swap = order[i] ?? 0;
      order[i] = order[k] ?? 0;
      order[k] = swap;
    }
    yield order;
  }
}

function vocabularyOf(rows: readonly Row[], least: number): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const name of new Set(row.names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= least)
    .map(([name]) => name)
    .sort();
}

/** Weights as signed bytes in base64 and the size of one unit; what is beyond 127 units is cut. */
export function pack(values: Float64Array): { step: number; base64: string } {
  let top = 0;
  for (const value of values) top = Math.max(top, Math.abs(value));
  const step = Number((Math.min(top, 6) / 127).toPrecision(6));
  const bytes = Int8Array.from(values, value => Math.max(-127, Math.min(127, Math.round(value / step))));
  return { step, base64: Buffer.from(bytes.buffer).toString('base64') };
}
