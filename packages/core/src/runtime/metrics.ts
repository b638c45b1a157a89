import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What one process counts and measures, for Prometheus. Names get the prefix `tensiometer_`; labels never hold ids. */
export type Metrics = {
  /** Something that only grows; the name ends in `_total`. Answers what adds to it. */
  counter<L extends string>(
    name: string,
    help: string,
    labels?: readonly L[],
  ): (labels: Record<L, string>, by?: number) => void;
  /** How values spread, such as seconds; the name ends in the unit. Answers what takes one in. */
  histogram(name: string, help: string, buckets: readonly number[]): (value: number) => void;
  /** Values that are read whenever somebody asks, all by one reading. */
  gauges<N extends string>(help: Record<N, string>, read: () => Promise<Record<N, number>> | Record<N, number>): void;
  /** Values by their labels, read whenever somebody asks; what is not answered any more has no value. */
  table<L extends string>(
    name: string,
    help: string,
    labels: readonly L[],
    read: () => Promise<{ labels: Record<L, string>; value: number }[]>,
  ): void;
  /** Everything in the text format of Prometheus. */
  answer(): Promise<Response>;
};

/** Bounds for what takes from a millisecond to half a minute, in seconds. */
export const SECONDS: readonly number[] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Bounds for how many are done together. */
const SIZES: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500];

const PREFIX = 'tensiometer_';

/**
 * Metrics of a process, with those of Node itself. The apps of one process share them, and may name the same one: the
 * first to do so makes it.
 */
export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const build = new Gauge({
    name: `${PREFIX}build_info`,
    help: 'What runs; always 1',
    labelNames: ['node'],
    registers: [register],
  });
  build.set({ node: process.version }, 1);

  const once = <T>(name: string, make: () => T): T => {
    const known = register.getSingleMetric(name);
    // Whoever names a metric again means the same kind; a second kind would be a mistake that make() reports.
    return known === undefined ? make() : (known as T);
  };
  return {
    counter: (name, help, labels = []) => {
      const counter = once(
        PREFIX + name,
        () => new Counter({ name: PREFIX + name, help, labelNames: [...labels], registers: [register] }),
      );
      return (given, by = 1) => counter.inc(given, by);
    },
    histogram: (name, help, buckets) => {
      const histogram = once(
        PREFIX + name,
        () => new Histogram({ name: PREFIX + name, help, buckets: [...buckets], registers: [register] }),
      );
      return value => histogram.observe(value);
    },
    gauges: (help, read) => {
      const names = keysOf(help);
      let reading: ReturnType<typeof read> | null = null;
      for (const name of names) {
        once(
          PREFIX + name,
          () =>
            new Gauge({
              name: PREFIX + name,
              help: help[name],
              registers: [register],
              async collect() {
                // Asked for in the same turn by all of them: one reading serves all.
                reading ??= read();
                try {
                  this.set((await reading)[name]);
                } catch {
                  // What cannot be read has no value; the last one would look like an answer.
                  this.remove();
                } finally {
                  reading = null;
                }
              },
            }),
        );
      }
    },
    table: (name, help, labels, read) => {
      once(
        PREFIX + name,
        () =>
          new Gauge({
            name: PREFIX + name,
            help,
            labelNames: [...labels],
            registers: [register],
            async collect() {
              this.reset();
              const rows = await read().catch(() => []);
              for (const row of rows) this.set(row.labels, row.value);
            },
          }),
      );
    },
    answer: async () => new Response(await register.metrics(), { headers: { 'content-type': register.contentType } }),
  };
}

/** Measures the batches that are appended to the log: what a batcher is to be told of its runs. */
export function measureAppends(metrics: Metrics): (waitedSeconds: readonly number[]) => void {
  const size = metrics.histogram('append_batch_size', 'Reports whose events were appended in one transaction', SIZES);
  const wait = metrics.histogram('append_wait_seconds', 'From being handed in to being committed', SECONDS);
  return waited => {
    size(waited.length);
    for (const seconds of waited) wait(seconds);
  };
}

function keysOf<N extends string>(record: Record<N, string>): N[] {
  // The record is a literal of ours, without other keys.
  return Object.keys(record) as N[];
}
