import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDashboard } from '../../apps/dashboard/src/app.tsx';
import { createIngest } from '../../apps/ingest/src/app.ts';
import { createWorker } from '../../apps/worker/src/app.ts';
import type { NotifyConfig } from '../../apps/worker/src/notify/notifier.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { createVault } from '../../packages/core/src/log/vault.ts';
import { ensureKeys, type Keys } from '../../packages/core/src/runtime/keys-file.ts';
import { createLifecycle, start } from '../../packages/core/src/runtime/lifecycle.ts';
import { createLogger } from '../../packages/core/src/runtime/logging.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { createMetrics } from '../../packages/core/src/runtime/metrics.ts';
import type { StatusAnswer } from '../../packages/core/src/wire/api.ts';
import type { IntakeReceipt } from '../../packages/core/src/wire/shapes/intake.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { waitFor } from './wait-for.ts';

export type System = {
  databaseUrl: string;
  ingestUrl: string;
  dashboardUrl: string;
  keys: Keys;
  /** Sends a body to the webhook. */
  push(body: string | object, contentType?: string): Promise<Response>;
  /** Sends a body to the webhook and answers its receipts, whatever the status. */
  receipts(body: string | object): Promise<IntakeReceipt[]>;
  /** Asks the API with the read key; throws when the answer is no success. */
  get<T>(path: string): Promise<T>;
  /** Changes something through the API with the write key. */
  send(method: string, path: string, body?: object): Promise<Response>;
  /** Resolves once every report was read and everything is in the views. */
  settled(): Promise<StatusAnswer>;
  /** Stops the dashboard, does something, and starts it again at the same address. */
  withoutDashboard(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

export type SystemOptions = {
  databaseUrl: string;
  redisUrl?: string | null;
  now?: () => number;
  coderModule?: URL;
  timeLimitMs?: number;
  password?: string;
  /** What is other than usual about telling people; receivers on loopback are allowed. */
  notify?: Partial<NotifyConfig>;
};

/** The whole system on free ports, as `npm start` runs it, on a database of the test's. */
export async function startSystem({
  databaseUrl,
  redisUrl = null,
  now = Date.now,
  coderModule,
  timeLimitMs,
  password,
  notify = {},
}: SystemOptions): Promise<System> {
  const logger = createLogger('test', process.env.LOG_LEVEL ?? 'silent');
  const lifecycle = createLifecycle(logger);
  const dataFolder = mkdtempSync(join(tmpdir(), 'tensiometer-keys-'));
  lifecycle.defer('keys', () => rmSync(dataFolder, { recursive: true, force: true }));
  return start(lifecycle, async () => {
    await prepareDatabase({ databaseUrl, redisUrl });
    const db = openDatabase(databaseUrl, { max: 1 });
    const keys = await ensureKeys(db, {
      dataFolder,
      ingestKey: null,
      readKey: null,
      adminPassword: password ?? null,
      secretKey: null,
    });
    await db.$client.end();
    const common = { databaseUrl, redisUrl, host: '127.0.0.1', logger, metrics: createMetrics(), now };
    const [port, ingestPort] = [await freePort(), await freePort()];
    const dashboardUrl = `http://localhost:${port}`;
    const ingestUrl = `http://localhost:${ingestPort}`;
    const vault = createVault(keys.secret);
    const openDashboard = () =>
      createDashboard({ ...common, vault, port, publicUrl: dashboardUrl, ingestUrl, internalIngestUrl: ingestUrl });
    let dashboard = await openDashboard();
    lifecycle.defer('dashboard', () => dashboard.stop());
    const worker = await createWorker({
      ...common,
      notify: {
        linking: { home: dashboardUrl, vault },
        outboundAllow: '127.0.0.0/8',
        smtp: null,
        ...notify,
      },
      onFatal: error => {
        throw error;
      },
      ...(coderModule === undefined ? {} : { coderModule }),
      ...(timeLimitMs === undefined ? {} : { timeLimitMs }),
    });
    lifecycle.defer('worker', () => worker.stop());
    const ingest = await createIngest({ ...common, port: ingestPort });
    lifecycle.defer('ingest', () => ingest.stop());

    const get = async <T>(path: string): Promise<T> => {
      const response = await fetch(`${dashboardUrl}${path}`, { headers: { authorization: `Bearer ${keys.read}` } });
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      // The tests check what they use of it; the type says what the API promises.
      return (await response.json()) as T;
    };
    const push: System['push'] = (body, contentType = typeof body === 'string' ? 'text/plain' : 'application/json') =>
      fetch(`${ingestUrl}/v1/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${keys.ingest}`, 'content-type': contentType },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    return {
      databaseUrl,
      ingestUrl,
      dashboardUrl,
      keys,
      get,
      push,
      receipts: async body => ((await (await push(body)).json()) as { receipts: IntakeReceipt[] }).receipts,
      send: (method, path, body) =>
        fetch(`${dashboardUrl}${path}`, {
          method,
          headers: { authorization: `Bearer ${keys.write}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      settled: () =>
        waitFor('every report to be read and counted', async () => {
          const status = await get<StatusAnswer>('/api/v1/status');
          return status.pending === 0 && status.projected === status.position ? status : null;
        }),
      async withoutDashboard(work) {
        await dashboard.stop();
        await work();
        dashboard = await openDashboard();
      },
      stop: () => lifecycle.stop(),
    };
  });
}
