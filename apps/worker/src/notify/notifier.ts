import type { Database } from '@tensiometer/core/log/database.ts';
import { openDoorbell } from '@tensiometer/core/log/doorbell.ts';
import {
  formMessages,
  GROUPING,
  type Grouping,
  nextDueMs,
  sweepMessages,
  sweepMessagesAgain,
} from '@tensiometer/core/log/messages.ts';
import { OUTBOX_CHANNEL } from '@tensiometer/core/log/outbox.ts';
import { createRunner } from '@tensiometer/core/log/runner.ts';
import type { QueueBackend } from '@tensiometer/core/queue/backend.ts';
import { openNotifyQueue, openNotifyWorker } from '@tensiometer/core/queue/notify-queue.ts';
import type { Lifecycle } from '@tensiometer/core/runtime/lifecycle.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import type { Metrics } from '@tensiometer/core/runtime/metrics.ts';
import type { Linking } from '@tensiometer/core/views/ask-message.ts';
import { parseAllowList } from '../outbound/policy.ts';
import { createOutbound } from '../outbound/send.ts';
import { type Delivery, type DeliveryOutcome, deliver } from './deliver.ts';
import { createMailer, type MailServer } from './mail.ts';
import { refreshStanding } from './refresh.ts';

export type NotifyConfig = {
  linking: Linking;
  /** Hosts, addresses and networks beside the public internet. */
  outboundAllow: string;
  smtp: MailServer | null;
  grouping?: Grouping;
};
export type NotifierDeps = {
  db: Database;
  databaseUrl: string;
  backend: QueueBackend;
  lifecycle: Lifecycle;
  logger: Logger;
  metrics: Metrics;
  now: () => number;
  onFatal: (error: unknown) => void;
};

const SWEEP_SIZE = 200;
const CONCURRENCY = 20;
/** However still the doorbell is, the outbox is looked at this often. */
const LOOK_EVERY_MS = 2_000;
const REFRESH_EVERY_MS = 15_000;
/** The longest that a message which is being sent may hold up a stop. */
const JOBS_DEADLINE_MS = 4_000;

/** Starts the role that tells people: outbox to messages, messages to the queue, the queue to receivers. */
export async function startNotifier(config: NotifyConfig, deps: NotifierDeps): Promise<void> {
  const { db, databaseUrl, backend, lifecycle, logger, metrics, now, onFatal } = deps;
  const { linking, outboundAllow, smtp, grouping = GROUPING } = config;
  const delivery: Delivery = {
    db,
    linking,
    now,
    chance: Math.random,
    outbound: createOutbound({ allow: parseAllowList(outboundAllow) }),
    mailer: smtp === null ? null : createMailer(smtp),
  };
  const tried = metrics.counter('notifications_total', 'Tries at sending a message by what came of them', ['outcome']);
  const queue = openNotifyQueue(backend, logger);
  lifecycle.defer('queue of messages', () => queue.close());
  const sender = openNotifyWorker(
    backend,
    async messageId => {
      let outcome: DeliveryOutcome | 'failed' = 'failed';
      try {
        outcome = await deliver(delivery, messageId);
      } finally {
        tried({ outcome });
      }
    },
    { concurrency: CONCURRENCY, logger },
  );
  lifecycle.defer('messages', () => sender.close(), JOBS_DEADLINE_MS);

  let timer: NodeJS.Timeout | undefined;
  const sweeper = createRunner(
    'notify',
    async () => {
      const groupMs = await formMessages(db, grouping);
      const swept = await sweepMessages(db, SWEEP_SIZE);
      if (!(await queue.add(swept, 5_000))) await sweepMessagesAgain(db, swept, 3);
      if (swept.length === SWEEP_SIZE) return true;
      const dueMs = await nextDueMs(db);
      clearTimeout(timer);
      timer = setTimeout(
        sweeper.wake,
        Math.max(10, Math.min(groupMs ?? LOOK_EVERY_MS, dueMs ?? LOOK_EVERY_MS, LOOK_EVERY_MS)),
      );
      return false;
    },
    logger,
    onFatal,
  );
  lifecycle.defer('outbox', () => {
    clearTimeout(timer);
    return sweeper.stop();
  });
  const bell = await openDoorbell(databaseUrl, OUTBOX_CHANNEL, sweeper.wake, { pollMs: LOOK_EVERY_MS, logger });
  lifecycle.defer('outbox doorbell', () => bell.close());

  const refresher = createRunner('refresh', () => refreshStanding(delivery, logger).then(() => false), logger, onFatal);
  const refresh = setInterval(refresher.wake, REFRESH_EVERY_MS);
  lifecycle.defer('refresh', () => {
    clearInterval(refresh);
    return refresher.stop();
  });
}
