import { createVault } from '@tensiometer/core/log/vault.ts';
import { runMain } from '@tensiometer/core/runtime/main.ts';
import { createDashboard } from './app.tsx';
import { printSignInLink } from './sign-in-link.ts';

await runMain('dashboard', async ({ databaseUrl, config, keys, logger, metrics }) => {
  const app = await createDashboard({
    databaseUrl,
    host: config.host,
    port: config.dashboardPort,
    publicUrl: config.publicUrl,
    ingestUrl: config.ingestUrl,
    internalIngestUrl: config.internalIngestUrl,
    logger,
    metrics,
    vault: createVault(keys.secret),
    now: Date.now,
  });
  await printSignInLink(databaseUrl, config.publicUrl);
  return app;
});
