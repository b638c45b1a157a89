import type { EventId } from '../domain/ids.ts';
import { within } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/logging.ts';
import { notifyJob } from '../wire/job.ts';
import type { QueueBackend } from './backend.ts';
import { complain } from './complain.ts';

const NAME = 'notify';

export type QueuedMessage = { messageId: EventId; enqueueCount: number };
export type NotifyQueue = {
  /** Queues messages to be sent. False when the queue did not take them in time: then the sweeper will again. */
  add(messages: readonly QueuedMessage[], capMs: number): Promise<boolean>;
  close(): Promise<void>;
};

/**
 * The queue of messages to be sent. When a message is tried again is written in the outbox, not here, so a job has one
 * attempt and holds an id alone.
 */
export function openNotifyQueue(backend: QueueBackend, logger: Logger): NotifyQueue {
  const queue = backend.queue(NAME, { defaultJobOptions: { attempts: 1 } });
  queue.on('error', complain(logger, 'the connection of the queue of messages'));
  return {
    add: async (messages, capMs) => {
      if (messages.length === 0) return true;
      const jobs = messages.map(({ messageId, enqueueCount }) => ({
        name: 'send',
        data: notifyJob.parse({ messageId }),
        opts: { jobId: `${messageId}-${enqueueCount}` },
      }));
      try {
        await within(queue.addBulk(jobs), capMs);
        return true;
      } catch (error) {
        logger.warn(
          { messages: jobs.length, error: error instanceof Error ? error.message : String(error) },
          'messages not queued; the sweeper will',
        );
        return false;
      }
    },
    close: () => queue.close(),
  };
}

export type NotifyWorker = { close(): Promise<void> };

/** Runs `handle` for each queued message, at least once. */
export function openNotifyWorker(
  backend: QueueBackend,
  handle: (messageId: EventId) => Promise<void>,
  { concurrency, logger }: { concurrency: number; logger: Logger },
): NotifyWorker {
  const worker = backend.worker(NAME, data => handle(notifyJob.parse(data).messageId), {
    concurrency,
    lockDuration: 30_000,
    stalledInterval: 15_000,
    maxStalledCount: 3,
  });
  worker.on('error', complain(logger, 'the connection of the sender of messages'));
  return { close: () => worker.close() };
}
