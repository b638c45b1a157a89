import { isTransient } from '@tensiometer/core/log/database.ts';

/** Runs one item, together with whatever else is waiting at that moment. */
export type Batcher<In, Out> = (item: In) => Promise<Out>;

type Waiting<In, Out> = { item: In; resolve(out: Out): void; reject(error: unknown): void };

/**
 * Gathers items while a run is under way and hands them to the next one together, at most `max` of them: under load a
 * commit is shared, and a single item never waits for company. `run` answers in the order of its items. When it fails on
 * the data of a batch, the halves are run apart, so that one bad item does not fail its neighbours.
 */
export function createBatcher<In, Out>(run: (items: In[]) => Promise<Out[]>, max = 200): Batcher<In, Out> {
  const waiting: Waiting<In, Out>[] = [];
  let running = false;

  const settle = async (batch: Waiting<In, Out>[]): Promise<void> => {
    try {
      const outs = await run(batch.map(({ item }) => item));
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
  const drain = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) await settle(waiting.splice(0, max));
    running = false;
  };
  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void drain();
    });
}
