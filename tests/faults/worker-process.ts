/** The worker as a process of its own, with a coder that costs nothing and can be poisoned. */
import { createWorker } from '../../apps/worker/src/app.ts';
import { notifyConfig } from '../../apps/worker/src/notify/config.ts';
import { runMain } from '../../packages/core/src/runtime/main.ts';

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
    coderModule: new URL('./stub-thread.mjs', import.meta.url),
    timeLimitMs: 1_500,
  }),
);
