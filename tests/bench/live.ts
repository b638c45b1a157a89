import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { addDays } from '../../packages/core/src/domain/day.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { storeKey } from '../../packages/core/src/log/keys.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { ensureViews } from '../../packages/core/src/views/rebuild.ts';
import { projectedPosition } from '../../packages/core/src/views/versions.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { countReport, projectAll } from '../integration/support/log.ts';
import { waitFor } from '../setup/wait-for.ts';
import { print, quantile } from './figures.ts';
import { onLocalPostgres } from './local.ts';

const CLIENTS = 2_000;
const STALLED = 50;
const ROUNDS = 30;
const KEY = 'bench-live-key';

type Client = { position: number; heardAt: number; close(): void };

/**
 * Two thousand live streams on one dashboard process, and some that are never read: how long a batch takes to reach them
 * all, what they cost in memory, and what their coming back together asks of the database.
 */
export async function benchLive(): Promise<void> {
  await onLocalPostgres(async databaseUrl => {
    await prepareDatabase({ databaseUrl, redisUrl: null });
    const db = openDatabase(databaseUrl, { max: 4 });
    await ensureViews(db);
    await storeKey(db, KEY, 'bench', ['read'], null);
    const server = await startDashboard(databaseUrl);
    try {
      const clients = new Set<Client>();
      await Promise.all([open(server.port, 0)].map(each => each.then(client => client.close())));
      const idle = server.memory();
      const connected = performance.now();
      await openMany(server.port, 0, CLIENTS, clients);
      print('connecting', { clients: clients.size, ms: Math.round(performance.now() - connected) });
      for (let n = 0; n < STALLED; n += 1) await stall(server.port);
      const delays: number[] = [];
      for (let n = 0; n < ROUNDS; n += 1) {
        const day = addDays('2024-01-01', n);
        await countReport(db, [['ASSAULT', 'USA', 'IRQ', day]], { publishedAt: day });
        await projectAll(db);
        const at = performance.now();
        const position = await projectedPosition(db);
        await waitFor('everyone to hear it', () =>
          [...clients].every(client => client.position >= position) ? true : null,
        );
        delays.push(...[...clients].map(client => client.heardAt - at));
      }
      print(`fan-out to ${CLIENTS} clients, ${STALLED} more never read`, {
        median: `${quantile(delays, 0.5).toFixed(0)} ms`,
        p99: `${quantile(delays, 0.99).toFixed(0)} ms`,
        worst: `${Math.max(...delays).toFixed(0)} ms`,
        target: 'p99 < 1000 ms',
      });
      print('memory', {
        idle: `${idle} MB`,
        growth: `${server.memory() - idle} MB`,
        target: '< 150 MB',
      });
      const from = (await projectedPosition(db)) - 2;
      const storm = async (count: number) => {
        for (const client of clients) client.close();
        clients.clear();
        const before = await transactions(databaseUrl);
        const began = performance.now();
        await openMany(server.port, from, count, clients);
        await waitFor('everyone to be told what they missed', () =>
          [...clients].every(client => client.position > from) ? true : null,
        );
        return { ms: performance.now() - began, asked: (await transactions(databaseUrl)) - before };
      };
      const one = await storm(1);
      const all = await storm(CLIENTS);
      print('all come back at once', {
        'told of what they missed within': `${all.ms.toFixed(0)} ms`,
        transactions: all.asked,
        'of one client': one.asked,
      });
      for (const client of clients) client.close();
    } finally {
      await server.stop();
      await db.$client.end();
    }
  });
}

type Dashboard = { port: number; memory(): number; stop(): Promise<void> };

async function startDashboard(databaseUrl: string): Promise<Dashboard> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-live-'));
  const main = fileURLToPath(new URL('../../apps/dashboard/src/main.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      DASHBOARD_PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      TENSIOMETER_DATA: folder,
      LOG_LEVEL: 'error',
    },
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await waitFor('the dashboard', async () =>
    (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok ? true : null,
  );
  return {
    port,
    // Resident memory of the process, as the kernel counts it.
    memory: () => {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      return Math.round(Number(kilobytes) / 1_000);
    },
    stop: () =>
      new Promise(resolve => {
        child.once('exit', () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}

async function openMany(port: number, after: number, count: number, into: Set<Client>): Promise<void> {
  for (let n = 0; n < count; n += 100) {
    const some = await Promise.all(Array.from({ length: Math.min(100, count - n) }, () => open(port, after)));
    for (const client of some) into.add(client);
  }
}

const agent = new http.Agent({ maxSockets: Number.POSITIVE_INFINITY, keepAlive: false });
const request = (port: number, after: number) =>
  http.get({
    host: '127.0.0.1',
    port,
    path: `/api/v1/live?after=${after}`,
    agent,
    headers: { authorization: `Bearer ${KEY}` },
  });

/** Opens a stream; resolves once it was greeted. */
function open(port: number, after: number): Promise<Client> {
  return new Promise((resolve, reject) => {
    const asked = request(port, after);
    asked.once('error', reject);
    asked.once('response', response => {
      if (response.statusCode !== 200) reject(new Error(`the stream answered ${response.statusCode}`));
      const client: Client = { position: 0, heardAt: 0, close: () => asked.destroy() };
      response.on('error', () => {});
      response.on('data', (chunk: Buffer) => {
        const positions = chunk.toString().match(/^id: \d+/gm) ?? [];
        client.position = Math.max(client.position, ...positions.map(text => Number(text.slice(4))));
        client.heardAt = performance.now();
        resolve(client);
      });
    });
  });
}

/** Opens a stream and never reads it. */
function stall(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(port, 0);
    asked.once('error', reject);
    asked.once('response', response => {
      response.on('error', () => {});
      response.pause();
      resolve();
    });
  });
}

/** Transactions that the database has committed so far. */
async function transactions(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('select pg_stat_clear_snapshot()');
  const { rows } = await client.query<{ n: string }>(
    'select xact_commit as n from pg_stat_database where datname = current_database()',
  );
  await client.end();
  return Number(rows[0]?.n ?? 0);
}
