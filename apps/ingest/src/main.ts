import { runMain } from '@tensiometer/core/runtime/main.ts';
import { createIngest } from './app.ts';

await runMain('ingest', async ({ databaseUrl, config, logger, metrics }) =>
  createIngest({
    databaseUrl,
    redisUrl: config.redisUrl,
    host: config.host,
    port: config.ingestPort,
    logger,
    metrics,
    now: Date.now,
  }),
);
