import type { SourceId } from '@tensiometer/core/domain/ids.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { type Arrival, type Reception, receive } from '@tensiometer/core/log/receive.ts';
import type { Source } from '@tensiometer/core/log/sources.ts';
import type { CodeQueue, Enqueued } from '@tensiometer/core/queue/code-queue.ts';
import { type Batcher, createBatcher } from './batcher.ts';

/** Stores reports and queues the new ones; requests that arrive at the same time share transactions. */
export type Intake = (source: Source, arrivals: readonly Arrival[]) => Promise<Reception[]>;

/** One way in for all requests of this process: a batcher of stores for each source, and one of jobs. */
export function createIntake(db: Database, queue: CodeQueue): Intake {
  const stores = new Map<SourceId, Batcher<Arrival, Reception>>();
  const enqueue = createBatcher(async (jobs: Enqueued[]) => {
    const queued = await queue.add(jobs);
    return jobs.map(() => queued);
  });
  return async (source, arrivals) => {
    const store = stores.get(source.sourceId) ?? createBatcher((batch: Arrival[]) => receive(db, source, batch));
    stores.set(source.sourceId, store);
    const receptions = await Promise.all(arrivals.map(store));
    const fresh = receptions.flatMap(reception => (reception.status === 'accepted' ? [reception.reportId] : []));
    await Promise.all(fresh.map(reportId => enqueue({ reportId, enqueueCount: 0 })));
    return receptions;
  };
}
