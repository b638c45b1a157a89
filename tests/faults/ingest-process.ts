/** The webhook as a process of its own, with room for as many waiting reports as the harness says. */
import { createIngest } from '../../apps/ingest/src/app.ts';
import { runMain } from '../../packages/core/src/runtime/main.ts';

const pendingMax = Number(process.env.FAULTS_PENDING_MAX ?? 100_000);

await runMain('ingest', async ({ databaseUrl, config, logger, metrics }) =>
  createIngest({
    databaseUrl,
    redisUrl: config.redisUrl,
    host: config.host,
    port: config.ingestPort,
    logger,
    metrics,
    now: Date.now,
    limits: { pendingMax },
  }),
);
