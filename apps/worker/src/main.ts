import { runMain } from '@tensiometer/core/runtime/main.ts';
import { createWorker } from './app.ts';

await runMain('worker', async ({ databaseUrl, config, logger, metrics, fail }) =>
  createWorker({
    databaseUrl,
    redisUrl: config.redisUrl,
    logger,
    metrics,
    now: Date.now,
    onFatal: fail,
    health: { host: config.host, port: config.workerPort },
  }),
);
