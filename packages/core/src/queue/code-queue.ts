import type { ReportId } from '../domain/ids.ts';
import { within } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/logging.ts';
import { codeJob } from '../wire/job.ts';
import type { QueueBackend } from './backend.ts';

const NAME = 'code';
/** A sender never waits longer than this for the queue: the sweeper finds what was not queued. */
const ENQUEUE_CAP_MS = 250;

export type Enqueued = { reportId: ReportId; enqueueCount: number };
export type CodeQueue = {
  /** Queues reports for coding. False when the queue did not take them in time: then the sweeper will. */
  add(reports: readonly Enqueued[], capMs?: number): Promise<boolean>;
  close(): Promise<void>;
};

/** The queue of reports to be coded. Jobs hold ids; the same report and count is one job. */
export function openCodeQueue(backend: QueueBackend, logger: Logger): CodeQueue {
  const queue = backend.queue(NAME, {
    defaultJobOptions: { attempts: 8, backoff: { type: 'exponential', delay: 250, jitter: 0.5 } },
  });
  queue.on('error', error => logger.warn({ error: error.message }, 'queue connection'));
  return {
    add: async (reports, capMs = ENQUEUE_CAP_MS) => {
      const jobs = reports.map(({ reportId, enqueueCount }) => ({
        name: 'code',
        data: codeJob.parse({ reportId }),
        opts: { jobId: `${reportId}-${enqueueCount}` },
      }));
      try {
        await within(queue.addBulk(jobs), capMs);
        return true;
      } catch (error) {
        logger.warn(
          { reports: jobs.length, error: error instanceof Error ? error.message : String(error) },
          'not queued; the sweeper will',
        );
        return false;
      }
    },
    close: () => queue.close(),
  };
}

export type CodeWorker = { ready(): Promise<void>; close(): Promise<void> };

/** Runs `handle` for each queued report, at least once; a rejection has it tried again later, with backoff. */
export function openCodeWorker(
  backend: QueueBackend,
  handle: (reportId: ReportId) => Promise<void>,
  { concurrency, logger }: { concurrency: number; logger: Logger },
): CodeWorker {
  const worker = backend.worker(NAME, data => handle(codeJob.parse(data).reportId), {
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 10,
  });
  worker.on('error', error => logger.warn({ error: error.message }, 'worker connection'));
  return {
    ready: async () => {
      await worker.waitUntilReady();
    },
    close: () => worker.close(),
  };
}
