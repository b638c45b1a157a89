import { join } from 'node:path';
import { openDatabase } from '@tensiometer/core/log/database.ts';
import { createSignInLink } from '@tensiometer/core/log/sessions.ts';
import { createVault } from '@tensiometer/core/log/vault.ts';
import type { Config } from '@tensiometer/core/runtime/env.ts';
import { ensureKeys, type Keys } from '@tensiometer/core/runtime/keys-file.ts';
import { createLifecycle, start } from '@tensiometer/core/runtime/lifecycle.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { prepareDatabase } from '@tensiometer/core/runtime/main.ts';
import { createMetrics } from '@tensiometer/core/runtime/metrics.ts';
import { askPopulation } from '@tensiometer/core/views/ask-status.ts';
import { createDashboard } from '@tensiometer/dashboard/app.tsx';
import { createIngest } from '@tensiometer/ingest/app.ts';
import { createWorker } from '@tensiometer/worker/app.ts';
import { notifyConfig } from '@tensiometer/worker/notify/config.ts';
import { localPostgres } from '../local-postgres.ts';

export type Running = {
  dashboardUrl: string;
  ingestUrl: string;
  signInUrl: string;
  keys: Keys;
  keysFile: string;
  empty: boolean;
  queue: 'redis' | 'postgres';
};
export type StartOptions = {
  config: Config;
  logger: Logger;
  say: (line: string) => void;
  onFatal: (error: unknown) => void;
  onStopper: (stop: () => Promise<void>) => void;
};

/**
 * Starts the whole system in this process: database (embedded unless `DATABASE_URL` is set), migrations, keys, ingest,
 * worker and dashboard. One line a step. Stopping goes the other way: no new reports, jobs finished, pages, database.
 */
export async function startAll({ config, logger, say, onFatal, onStopper }: StartOptions): Promise<Running> {
  const lifecycle = createLifecycle(logger, 9_000);
  onStopper(() => lifecycle.stop());
  return start(lifecycle, async () => {
    const databaseUrl = config.databaseUrl ?? (await embedded(config, say, lifecycle.defer));
    if (config.databaseUrl !== null) say('Database: the one that DATABASE_URL names.');
    say('Bringing the tables up to date …');
    for (const warning of await prepareDatabase({ databaseUrl, redisUrl: config.redisUrl })) say(warning);
    const db = openDatabase(databaseUrl, { max: 2, applicationName: 'tensiometer-start' });
    lifecycle.defer('start', () => db.$client.end());
    const keys = await ensureKeys(db, config);
    const token = await createSignInLink(db);
    const { reports } = await askPopulation(db);

    const common = {
      databaseUrl,
      redisUrl: config.redisUrl,
      host: config.host,
      logger,
      metrics: createMetrics(),
      now: Date.now,
    };
    say('Dashboard …');
    const { ingestUrl, internalIngestUrl, publicUrl } = config;
    const dashboard = await createDashboard({
      ...common,
      vault: createVault(keys.secret),
      port: config.dashboardPort,
      publicUrl,
      ingestUrl,
      internalIngestUrl,
    });
    lifecycle.defer('dashboard', () => dashboard.stop());
    say('Worker: loading the language model …');
    const worker = await createWorker({ ...common, onFatal, notify: notifyConfig(config, keys) });
    lifecycle.defer('worker', () => worker.stop());
    say('Ingest …');
    const ingest = await createIngest({ ...common, port: config.ingestPort });
    lifecycle.defer('ingest', () => ingest.stop());
    return {
      dashboardUrl: publicUrl,
      ingestUrl,
      signInUrl: `${publicUrl}/sign-in?token=${token}`,
      keys,
      keysFile: join(config.dataFolder, 'keys'),
      empty: reports === 0,
      queue: config.redisUrl === null ? 'postgres' : 'redis',
    };
  });
}

async function embedded(
  config: Config,
  say: (line: string) => void,
  defer: (name: string, close: () => Promise<unknown>) => void,
): Promise<string> {
  const postgres = await localPostgres({
    dataFolder: join(config.dataFolder, 'postgres'),
    where: config.publicUrl,
    say,
  });
  defer('PostgreSQL', () => postgres.stop());
  return postgres.url;
}
