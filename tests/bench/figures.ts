/** The value below which a share of the samples lies (nearest rank), `share` from 0 to 1. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** The highest of some rates. */
export function best(rates: readonly number[]): number {
  return Math.max(...rates);
}

/** One line of figures. */
export function print(name: string, figures: Record<string, string | number>): void {
  process.stdout.write(
    `${name}: ${Object.entries(figures)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ')}\n`,
  );
}

/** Milliseconds of processor time that this process spends on something; other processes do not lengthen it. */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
