import { createBatcher, type OnRun } from '@tensiometer/core/log/batcher.ts';
import { type Database, executeText } from '@tensiometer/core/log/database.ts';
import { sweepAgain } from '@tensiometer/core/log/inbox.ts';
import { type Arrival, type Reception, receive } from '@tensiometer/core/log/receive.ts';
import type { CodeQueue, Enqueued } from '@tensiometer/core/queue/code-queue.ts';

/** Stores reports and queues the new ones; requests that arrive at the same time share transactions. */
export type Intake = {
  take(arrivals: readonly Arrival[]): Promise<Reception[]>;
  /** Resolves once nothing waits to be stored or queued. */
  drained(): Promise<void>;
};

const SWEEP_SOON_SECONDS = 2;

/**
 * One way in for all requests of this process. Where the queue lives in our database, a report is queued in the
 * transaction that stores it; elsewhere right after, for as long as the queue takes it at once, and else by the sweeper.
 */
export function createIntake(db: Database, queue: CodeQueue, onRun?: OnRun): Intake {
  const { addWithin } = queue;
  const also =
    addWithin === null
      ? undefined
      : (tx: Parameters<typeof executeText>[0], fresh: readonly string[]) => executeText(tx, addWithin(fresh));
  const store = createBatcher((batch: Arrival[]) => receive(db, batch, also), {
    sizeOf: arrival => arrival.raw.byteLength,
    ...(onRun ? { onRun } : {}),
  });
  const enqueue = createBatcher(async (jobs: Enqueued[]) => {
    const queued = await queue.add(jobs);
    // The sweeper would leave new reports alone for half a minute, which is for those that were queued.
    if (!queued) await sweepAgain(db, jobs, SWEEP_SOON_SECONDS);
    return jobs.map(() => queued);
  });
  return {
    take: async arrivals => {
      const receptions = await Promise.all(arrivals.map(store.add));
      if (addWithin === null) {
        const fresh = receptions.flatMap(reception => (reception.status === 'accepted' ? [reception.reportId] : []));
        await Promise.all(fresh.map(reportId => enqueue.add({ reportId, enqueueCount: 0 })));
      }
      return receptions;
    },
    drained: async () => {
      await store.drained();
      await enqueue.drained();
    },
  };
}
