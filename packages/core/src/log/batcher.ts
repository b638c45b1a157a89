import { isTransient } from './database.ts';

/** Runs items together with whatever else is waiting at that moment. */
export type Batcher<In, Out> = {
  /** The answer for this item, once its batch was run. */
  add(item: In): Promise<Out>;
  /** Items that are waiting for a run. */
  waiting(): number;
  /** Resolves once nothing is waiting and no run is under way. */
  drained(): Promise<void>;
};

/** Told of each run that went through: how long each of its items has waited, in seconds. */
export type OnRun = (waitedSeconds: readonly number[]) => void;

export type BatchLimits<In> = {
  /** Items of one run. @default 200 */
  max?: number;
  /** Bytes of one run by `sizeOf`; an item that is larger runs alone. @default 8 MiB */
  maxBytes?: number;
  sizeOf?: (item: In) => number;
  onRun?: OnRun;
};

type Waiting<In, Out> = { item: In; since: number; resolve(out: Out): void; reject(error: unknown): void };

/**
 * Gathers items while a run is under way and hands them to the next one together: under load a commit is shared, and a
 * single item never waits for company. `run` answers in the order of its items. When it fails on the data of a batch,
 * the halves are run apart, so that one bad item does not fail its neighbours; when the database is away, all fail.
 */
export function createBatcher<In, Out>(
  run: (items: In[]) => Promise<Out[]>,
  { max = 200, maxBytes = 8_388_608, sizeOf = () => 0, onRun }: BatchLimits<In> = {},
): Batcher<In, Out> {
  const waiting: Waiting<In, Out>[] = [];
  let running: Promise<void> | null = null;

  const settle = async (batch: Waiting<In, Out>[]): Promise<void> => {
    try {
      const outs = await run(batch.map(({ item }) => item));
      if (onRun) {
        const now = performance.now();
        onRun(batch.map(({ since }) => (now - since) / 1_000));
      }
      for (const [index, { resolve, reject }] of batch.entries()) {
        const out = outs[index];
        if (out === undefined) reject(new Error('the batch was answered in part'));
        else resolve(out);
      }
    } catch (error) {
      if (batch.length === 1 || isTransient(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const half = Math.ceil(batch.length / 2);
      await settle(batch.slice(0, half));
      await settle(batch.slice(half));
    }
  };
  const next = (): Waiting<In, Out>[] => {
    let bytes = 0;
    let count = 0;
    for (const { item } of waiting.slice(0, max)) {
      bytes += sizeOf(item);
      if (count > 0 && bytes > maxBytes) break;
      count += 1;
    }
    return waiting.splice(0, count);
  };
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await settle(next());
    running = null;
  };
  return {
    add: item =>
      new Promise((resolve, reject) => {
        waiting.push({ item, since: performance.now(), resolve, reject });
        running ??= drain();
      }),
    waiting: () => waiting.length,
    drained: async () => {
      await running;
    },
  };
}
