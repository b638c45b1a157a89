/** Counts of whole numbers from 0 to a greatest one, of which the median can be asked at any time. */
export type Histogram = { add(value: number, times: number): void; median(): number | null };

/** An empty histogram of numbers from 0 to `greatest`; what is added beyond is an error of the caller. */
export function createHistogram(greatest: number): Histogram {
  const counts = new Int32Array(greatest + 1);
  let total = 0;
  const nth = (n: number): number => {
    let seen = 0;
    for (let value = 0; value <= greatest; value += 1) {
      seen += counts[value] ?? 0;
      if (seen >= n) return value;
    }
    return greatest;
  };
  return {
    add: (value, times) => {
      counts[value] = (counts[value] ?? 0) + times;
      total += times;
    },
    median: () => (total <= 0 ? null : (nth(Math.ceil(total / 2)) + nth(Math.floor(total / 2) + 1)) / 2),
  };
}
