import { type Database, openDatabase } from '@tensiometer/core/log/database.ts';
import { LOG_CHANNEL, openDoorbell, VIEWS_CHANNEL } from '@tensiometer/core/log/doorbell.ts';
import { sweep, sweepAgain } from '@tensiometer/core/log/inbox.ts';
import { ping } from '@tensiometer/core/log/ping.ts';
import { createRunner } from '@tensiometer/core/log/runner.ts';
import { createBackend } from '@tensiometer/core/queue/backend.ts';
import { openCodeQueue, openCodeWorker } from '@tensiometer/core/queue/code-queue.ts';
import { serveApp } from '@tensiometer/core/runtime/http/serve.ts';
import { type App, createLifecycle, describe, start } from '@tensiometer/core/runtime/lifecycle.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { type Metrics, measureAppends, SECONDS } from '@tensiometer/core/runtime/metrics.ts';
import { askHealth, askMismatch, HEALTH } from '@tensiometer/core/views/ask-health.ts';
import { createProjector } from '@tensiometer/core/views/projector.ts';
import { ensureViews } from '@tensiometer/core/views/rebuild.ts';
import { codeReport, type JobOutcome } from './code-report.ts';
import { CodingFailed, createCoderPool } from './coder-pool.ts';
import { createDesk } from './desk.ts';
import { type NotifyConfig, startNotifier } from './notify/notifier.ts';
import { createReadAhead, createTurns } from './turns.ts';
import { createWatcher } from './watch.ts';

export type WorkerConfig = {
  databaseUrl: string;
  redisUrl: string | null;
  logger: Logger;
  metrics: Metrics;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called when a role cannot go on and the process should end. */
  onFatal: (error: unknown) => void;
  notify: NotifyConfig;
  /** Where `/livez` and `/metrics` are answered, for whoever watches the process; nowhere when absent. */
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
/** The next reports come from the database while these are read. */
const AHEAD_SECONDS = 0.1;
/** Both tables are read whole for it. */
const MISMATCH_EVERY_MS = 600_000;
/** A worker that was told to stop finishes what it has in hand within this time. */
const JOBS_DEADLINE_MS = 15_000;

/**
 * Starts the roles: code (queue to coder to log), sweep, project (log to views), watch (views to alerts) and notify
 * (alerts to people).
 */
export async function createWorker(config: WorkerConfig): Promise<App> {
  const {
    databaseUrl,
    logger,
    metrics,
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
    await bringViewsUp(databaseUrl, logger);
    const projector = createProjector({ url: databaseUrl, logger, onFatal: config.onFatal });
    lifecycle.defer('project', () => projector.stop());
    const watcher = createWatcher({ url: databaseUrl, logger, onFatal: config.onFatal, now, tickMs: watchMs });
    lifecycle.defer('watch', () => watcher.stop());
    const viewsBell = await openDoorbell(databaseUrl, VIEWS_CHANNEL, watcher.wake, { logger });
    lifecycle.defer('views doorbell', () => viewsBell.close());
    const logBell = await openDoorbell(databaseUrl, LOG_CHANNEL, projector.wake, { logger });
    lifecycle.defer('log doorbell', () => logBell.close());

    const backend = createBackend({ redisUrl: config.redisUrl, databaseUrl });
    lifecycle.defer('queue connections', () => backend.close());
    await startNotifier(config.notify, { ...config, db, backend, lifecycle });
    const classified = metrics.histogram('classify_duration_seconds', 'Of one report on its thread', SECONDS);
    const readAhead = createReadAhead(threads, concurrency, AHEAD_SECONDS);
    const pool = createCoderPool({
      threads,
      timeLimitMs,
      onCoded: seconds => {
        readAhead.took(seconds);
        classified(seconds);
      },
      ...(config.coderModule ? { module: config.coderModule } : {}),
    });
    lifecycle.defer('coder threads', () => pool.close());
    await pool.warm();

    const queue = openCodeQueue(backend, logger);
    lifecycle.defer('queue', () => queue.close());
    const desk = createDesk(db, measureAppends(metrics));
    lifecycle.defer('desk', () => desk.close());
    const turns = createTurns(readAhead.places);
    const processed = metrics.counter('jobs_processed_total', 'Jobs of the queue by what came of them', ['outcome']);
    const handle = async (reportId: string): Promise<void> => {
      let outcome: JobOutcome | 'retried' = 'retried';
      try {
        outcome = await codeReport(desk, pool, turns, reportId);
      } catch (error) {
        // The queue keeps the message, and that of a coder may hold words of the report.
        throw new Error(error instanceof CodingFailed ? error.reason : describe(error));
      } finally {
        processed({ outcome });
      }
    };
    const worker = openCodeWorker(backend, handle, { concurrency, logger });
    const stopReading = (): Promise<void> => {
      turns.close();
      return worker.close();
    };
    lifecycle.defer('jobs', stopReading, JOBS_DEADLINE_MS);

    const requeued = metrics.counter('swept_total', 'Reports that the sweeper has queued (again)');
    const sweeper = createRunner(
      'sweep',
      async () => {
        const swept = await sweep(db, SWEEP_SIZE);
        requeued({}, swept.length);
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
    exposeHealth(metrics, db);
    if (config.health === undefined) return { name: 'worker', url: null, stop: () => lifecycle.stop() };
    const server = await serveApp(
      { fetch: request => (new URL(request.url).pathname === '/metrics' ? metrics.answer() : answerHealth(db)) },
      { name: 'worker', ...config.health },
    );
    lifecycle.defer('health', () => server.close());
    return { name: 'worker', url: server.url, stop: () => lifecycle.stop() };
  });
}

/** Folds the log again where the views are of another version of the program; as the owner, since it makes tables. */
async function bringViewsUp(databaseUrl: string, logger: Logger): Promise<void> {
  const owner = openDatabase(databaseUrl, { max: 1, applicationName: 'tensiometer-views' });
  try {
    await ensureViews(owner, (position, of, outrun) =>
      logger.info({ position, of, outrun }, 'making the views again from the log'),
    );
  } finally {
    await owner.$client.end();
  }
}

/** What an outage of the database must not take for a loss: the gauge goes away until it can be counted again. */
function exposeHealth(metrics: Metrics, db: Database): void {
  metrics.gauges(HEALTH, () => askHealth(db));
  let counted: { at: number; mismatch: Promise<number> } | null = null;
  metrics.gauges(
    { ledger_mismatch: 'Reports acknowledged minus reports counted, of what the views have read; not 0 is a loss' },
    async () => {
      if (counted === null || performance.now() - counted.at > MISMATCH_EVERY_MS)
        counted = { at: performance.now(), mismatch: askMismatch(db) };
      try {
        return { ledger_mismatch: await counted.mismatch };
      } catch (error) {
        counted = null;
        throw error;
      }
    },
  );
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
