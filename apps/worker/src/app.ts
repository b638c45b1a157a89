import { dayOf } from '@tensiometer/core/domain/day.ts';
import { type Database, openDatabase } from '@tensiometer/core/log/database.ts';
import { LOG_CHANNEL, openDoorbell, VIEWS_CHANNEL } from '@tensiometer/core/log/doorbell.ts';
import { sweep, sweepAgain } from '@tensiometer/core/log/inbox.ts';
import { ping } from '@tensiometer/core/log/ping.ts';
import { createRunner } from '@tensiometer/core/log/runner.ts';
import { createBackend } from '@tensiometer/core/queue/backend.ts';
import { openCodeQueue, openCodeWorker } from '@tensiometer/core/queue/code-queue.ts';
import { serveApp } from '@tensiometer/core/runtime/http/serve.ts';
import { type App, createLifecycle, start } from '@tensiometer/core/runtime/lifecycle.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { createQueries } from '@tensiometer/core/views/create-queries.ts';
import { createProjector } from '@tensiometer/core/views/projector.ts';
import { ensureViews } from '@tensiometer/core/views/rebuild.ts';
import { codeReport } from './code-report.ts';
import { createCoderPool } from './coder-pool.ts';
import { createDesk } from './desk.ts';
import { watchOnce } from './watch.ts';

export type WorkerConfig = {
  databaseUrl: string;
  redisUrl: string | null;
  logger: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called when a role cannot go on and the process should end. */
  onFatal: (error: unknown) => void;
  /** Where `/livez` is answered, for whoever watches the process; nowhere when absent. */
  health?: { host: string; port: number };
  concurrency?: number;
  threads?: number;
  timeLimitMs?: number;
  /** Module that the pool's threads run; the coder itself when absent. */
  coderModule?: URL;
  sweepMs?: number;
  /** Silence changes readings too, so lines are looked at on a clock as well. */
  watchMs?: number;
};

const SWEEP_SIZE = 500;
/** A worker that was told to stop finishes what it has in hand within this time. */
const JOBS_DEADLINE_MS = 15_000;

/** Starts the four roles: code (queue to coder to log), sweep, project (log to views) and watch (views to alerts). */
export async function createWorker(config: WorkerConfig): Promise<App> {
  const {
    databaseUrl,
    logger,
    now,
    concurrency = 50,
    threads = 1,
    timeLimitMs = 10_000,
    sweepMs = 2_000,
    watchMs = 15_000,
  } = config;
  const lifecycle = createLifecycle(logger, 8_000);
  return start(lifecycle, async () => {
    const db = openDatabase(databaseUrl, { max: 10, applicationName: 'tensiometer-worker', as: 'app' });
    lifecycle.defer('database', () => db.$client.end());
    const today = () => dayOf(now());
    const queries = createQueries(db, today);

    const watcher = createRunner(
      'watch',
      () => watchOnce(db, queries, today).then(() => false),
      logger,
      config.onFatal,
    );
    lifecycle.defer('watch', () => watcher.stop());
    await bringViewsUp(databaseUrl, logger);
    const projector = createProjector({ url: databaseUrl, logger, onFatal: config.onFatal });
    lifecycle.defer('project', () => projector.stop());
    const viewsBell = await openDoorbell(databaseUrl, VIEWS_CHANNEL, watcher.wake, { pollMs: watchMs, logger });
    lifecycle.defer('views doorbell', () => viewsBell.close());
    const logBell = await openDoorbell(databaseUrl, LOG_CHANNEL, projector.wake, { logger });
    lifecycle.defer('log doorbell', () => logBell.close());

    const backend = createBackend({ redisUrl: config.redisUrl, databaseUrl });
    lifecycle.defer('queue connections', () => backend.close());
    const pool = createCoderPool({
      threads,
      timeLimitMs,
      ...(config.coderModule ? { module: config.coderModule } : {}),
    });
    lifecycle.defer('coder threads', () => pool.close());
    await pool.warm();

    const queue = openCodeQueue(backend, logger);
    lifecycle.defer('queue', () => queue.close());
    const desk = createDesk(db);
    lifecycle.defer('desk', () => desk.close());
    const worker = openCodeWorker(backend, reportId => codeReport(desk, pool, reportId), { concurrency, logger });
    lifecycle.defer('jobs', () => worker.close(), JOBS_DEADLINE_MS);

    const sweeper = createRunner(
      'sweep',
      async () => {
        const swept = await sweep(db, SWEEP_SIZE);
        if (!(await queue.add(swept, 5_000))) await sweepAgain(db, swept, 3);
        return swept.length === SWEEP_SIZE;
      },
      logger,
      config.onFatal,
    );
    const timer = setInterval(sweeper.wake, sweepMs);
    lifecycle.defer('sweep', () => {
      clearInterval(timer);
      return sweeper.stop();
    });
    if (config.health === undefined) return { name: 'worker', url: null, stop: () => lifecycle.stop() };
    const server = await serveApp({ fetch: () => answerHealth(db) }, { name: 'worker', ...config.health });
    lifecycle.defer('health', () => server.close());
    return { name: 'worker', url: server.url, stop: () => lifecycle.stop() };
  });
}

/** Folds the log again where the views are of another version of the program; as the owner, since it makes tables. */
async function bringViewsUp(databaseUrl: string, logger: Logger): Promise<void> {
  const owner = openDatabase(databaseUrl, { max: 1, applicationName: 'tensiometer-views' });
  try {
    await ensureViews(owner, (position, of) => logger.info({ position, of }, 'making the views again from the log'));
  } finally {
    await owner.$client.end();
  }
}

/** Alive is a worker that reaches its database; one whose roles cannot go on has ended its process. */
async function answerHealth(db: Database): Promise<Response> {
  try {
    await ping(db);
    return new Response('ok');
  } catch {
    return new Response('the database does not answer', { status: 503 });
  }
}
