import { type NotifyConfig, startNotifier } from '../../../apps/worker/src/notify/notifier.ts';
import { type Database, openDatabase } from '../../../packages/core/src/log/database.ts';
import { createBackend } from '../../../packages/core/src/queue/backend.ts';
import { createLifecycle } from '../../../packages/core/src/runtime/lifecycle.ts';
import type { Logger } from '../../../packages/core/src/runtime/logging.ts';
import { prepareDatabase } from '../../../packages/core/src/runtime/main.ts';
import { createMetrics } from '../../../packages/core/src/runtime/metrics.ts';
import { silent } from './log.ts';
import { vault } from './outbox.ts';

export const HOME = 'https://tension.example';
export const linking = { home: HOME, vault };
/** What is told at once, so that a test waits for nothing. */
export const AT_ONCE = { settleMs: 0, longestMs: 0, spacingMs: 0 };

/** Runs the role that tells people on a database of the test's; receivers on loopback are allowed. */
export async function runNotifier(
  databaseUrl: string,
  {
    redisUrl = null,
    logger = silent,
    ...config
  }: Partial<NotifyConfig> & { redisUrl?: string | null; logger?: Logger } = {},
): Promise<{ db: Database; stop(): Promise<void> }> {
  await prepareDatabase({ databaseUrl, redisUrl });
  const lifecycle = createLifecycle(logger);
  const db = openDatabase(databaseUrl, { max: 6, as: 'app' });
  lifecycle.defer('database', () => db.$client.end());
  const backend = createBackend({ redisUrl, databaseUrl });
  lifecycle.defer('queue', () => backend.close());
  await startNotifier(
    { linking, outboundAllow: '127.0.0.0/8', smtp: null, grouping: AT_ONCE, ...config },
    {
      db,
      databaseUrl,
      backend,
      lifecycle,
      logger,
      metrics: createMetrics(),
      now: Date.now,
      onFatal: error => {
        throw error;
      },
    },
  );
  return { db, stop: () => lifecycle.stop() };
}
