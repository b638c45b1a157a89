import { dayOf } from '@tensiometer/core/domain/day.ts';
import { measureBacklog } from '@tensiometer/core/log/backlog.ts';
import { openDatabase } from '@tensiometer/core/log/database.ts';
import { createRunner } from '@tensiometer/core/log/runner.ts';
import { createBackend } from '@tensiometer/core/queue/backend.ts';
import { openCodeQueue } from '@tensiometer/core/queue/code-queue.ts';
import { serveApp } from '@tensiometer/core/runtime/http/serve.ts';
import { type App, createLifecycle, start } from '@tensiometer/core/runtime/lifecycle.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { type Metrics, measureAppends } from '@tensiometer/core/runtime/metrics.ts';
import { createQueries } from '@tensiometer/core/views/create-queries.ts';
import { type AdmissionLimits, createAdmission } from './admission.ts';
import { createIntake } from './intake.ts';
import { createRoutes } from './routes.ts';

export type IngestConfig = {
  databaseUrl: string;
  redisUrl: string | null;
  host: string;
  /** 0 takes any free port. */
  port: number;
  logger: Logger;
  metrics: Metrics;
  /** Milliseconds since 1970. */
  now: () => number;
  limits?: AdmissionLimits;
  /** How often the backlog is measured. @default 1_000 */
  measureMs?: number;
};

/** Starts the HTTP server that takes reports in. */
export async function createIngest(config: IngestConfig): Promise<App> {
  const { databaseUrl, logger, metrics, now } = config;
  const lifecycle = createLifecycle(logger);
  return start(lifecycle, async () => {
    const db = openDatabase(databaseUrl, { max: 10, applicationName: 'tensiometer-ingest', as: 'app' });
    lifecycle.defer('database', () => db.$client.end());
    const backend = createBackend({ redisUrl: config.redisUrl, databaseUrl });
    lifecycle.defer('queue connections', () => backend.close());
    const queue = openCodeQueue(backend, logger);
    lifecycle.defer('queue', () => queue.close());
    const intake = createIntake(db, queue, measureAppends(metrics));
    lifecycle.defer('intake', () => intake.drained());
    const admission = createAdmission(config.limits ?? {}, Math.random);
    const gauge = createRunner(
      'backlog',
      () =>
        measureBacklog(db)
          .then(admission.measured)
          .then(() => false),
      logger,
      () => {},
    );
    const timer = setInterval(gauge.wake, config.measureMs ?? 1_000);
    lifecycle.defer('backlog', () => {
      clearInterval(timer);
      return gauge.stop();
    });
    const queries = createQueries(db, () => dayOf(now()));
    const routes = createRoutes({ db, intake, admission, queries, logger, metrics, now });
    const server = await serveApp(routes, { name: 'ingest', host: config.host, port: config.port });
    lifecycle.defer('server', () => server.close());
    return { name: 'ingest', url: server.url, stop: () => lifecycle.stop() };
  });
}
