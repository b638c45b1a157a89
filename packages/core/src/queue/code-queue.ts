import type { ReportId } from '../domain/ids.ts';
import { within } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/logging.ts';
import { codeJob } from '../wire/job.ts';
import type { NewJob, QueueBackend, Statement } from './backend.ts';
import { complain } from './complain.ts';

const NAME = 'code';
/** A sender never waits longer than this for the queue: the sweeper finds what was not queued. */
const ENQUEUE_CAP_MS = 250;

export type Enqueued = { reportId: ReportId; enqueueCount: number };
export type CodeQueue = {
  /** Queues reports for coding. False when the queue did not take them in time: then the sweeper will. */
  add(reports: readonly Enqueued[], capMs?: number): Promise<boolean>;
  /** What queues new reports in the transaction that stores them; null where the queue is not in our database. */
  addWithin: ((reports: readonly ReportId[]) => Statement) | null;
  close(): Promise<void>;
};

/** The queue of reports to be coded. Jobs hold ids; the same report and count is one job. */
export function openCodeQueue(backend: QueueBackend, logger: Logger): CodeQueue {
  const queue = backend.queue(NAME, {
    defaultJobOptions: { attempts: 8, backoff: { type: 'exponential', delay: 250, jitter: 0.5 } },
  });
  queue.on('error', complain(logger, 'the connection of the queue'));
  const { addWithin } = queue;
  return {
    addWithin:
      addWithin === null ? null : reports => addWithin(reports.map(reportId => jobOf({ reportId, enqueueCount: 0 }))),
    add: async (reports, capMs = ENQUEUE_CAP_MS) => {
      if (reports.length === 0) return true;
      const jobs = reports.map(jobOf);
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

function jobOf({ reportId, enqueueCount }: Enqueued): NewJob {
  return { name: 'code', data: codeJob.parse({ reportId }), opts: { jobId: `${reportId}-${enqueueCount}` } };
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
  worker.on('error', complain(logger, 'the connection of the worker'));
  return {
    ready: async () => {
      await worker.waitUntilReady();
    },
    close: () => worker.close(),
  };
}
