import { runMain } from '@tensiometer/core/runtime/main.ts';
import { createWorker } from './app.ts';
import { notifyConfig } from './notify/config.ts';

await runMain('worker', async ({ databaseUrl, config, keys, logger, metrics, fail }) =>
  createWorker({
    databaseUrl,
    redisUrl: config.redisUrl,
    logger,
    metrics,
    now: Date.now,
    onFatal: fail,
    notify: notifyConfig(config, keys),
    health: { host: config.host, port: config.workerPort },
  }),
);
