import { join } from 'node:path';
import { openDatabase } from '../log/database.ts';
import { migrate } from '../log/migrate.ts';
import { openToApps } from '../log/role.ts';
import { createBackend, SCHEMA as QUEUE_SCHEMA } from '../queue/backend.ts';
import { BadEnvironment, type Config, readConfig } from './env.ts';
import { ensureKeys, type Keys } from './keys-file.ts';
import { type App, describe } from './lifecycle.ts';
import { createLogger, type Logger } from './logging.ts';
import { createMetrics, type Metrics } from './metrics.ts';

export type MainContext = {
  databaseUrl: string;
  config: Config;
  logger: Logger;
  keys: Keys;
  metrics: Metrics;
  fail: (error: unknown) => void;
};

/**
 * Runs one app as a process of its own, as containers do: environment, migrations, keys, the app, and an orderly end on
 * SIGTERM or SIGINT. Exit codes: 0 stopped, 1 failed, 2 the environment cannot be used.
 */
export async function runMain(name: string, create: (context: MainContext) => Promise<App>): Promise<void> {
  const logger = createLogger(name, process.env.LOG_LEVEL ?? 'info');
  try {
    const config = readConfig(process.env, join(process.cwd(), '.tensiometer'));
    const { databaseUrl } = config;
    if (databaseUrl === null)
      throw new BadEnvironment('DATABASE_URL is needed to run an app alone; npm start brings its own database');
    for (const warning of await prepareDatabase({ databaseUrl, redisUrl: config.redisUrl })) logger.warn({}, warning);
    const db = openDatabase(databaseUrl, { max: 1 });
    const keys = await ensureKeys(db, config);
    await db.$client.end();
    const fail = (error: unknown) => {
      logger.error({ error: describe(error) }, 'cannot go on');
      process.exit(1);
    };
    const app = await create({ databaseUrl, config, keys, logger, metrics: createMetrics(), fail });
    logger.info({ url: app.url }, 'ready');
    const stop = () => void app.stop().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    logger.error({ error: describe(error) }, 'could not start');
    process.exit(error instanceof BadEnvironment ? 2 : 1);
  }
}

/**
 * Brings our tables and the queue's up to date. Answers what whoever starts the system should know, in sentences: a queue
 * that does not answer, for one, since reports can be taken all the same. Throws `PooledConnection` or `UnsafeRedis`.
 */
export async function prepareDatabase(urls: { databaseUrl: string; redisUrl: string | null }): Promise<string[]> {
  await migrate(urls.databaseUrl);
  const backend = createBackend(urls);
  await backend.migrate();
  await openToApps(urls.databaseUrl, QUEUE_SCHEMA);
  try {
    return await backend.check();
  } finally {
    await backend.close();
  }
}
