import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import type { ReportsAnswer, StatusAnswer } from '../../packages/core/src/wire/api.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { stopServer } from '../../scripts/postgres/server.ts';
import { backends, redisFor } from '../setup/backends.ts';
import { waitFor } from '../setup/wait-for.ts';
import { localUrl } from './local-url.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REPORTS = 500;
const IN_FLIGHT = 16;

const days = Array.from({ length: 28 }, (_, i) => `2024-02-${String(i + 1).padStart(2, '0')}`);
const report = (n: number) => ({
  id: `report-${n}`,
  title: `Iran condemned the United States over raid number ${n}`,
  text: `Iran condemned the United States on ${days[n % 28]} over raid number ${n} on a depot in the desert.`,
  publishedAt: days[n % 28],
  outlet: { name: `Outlet ${n % 7}` },
});

let cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.reverse()) await clean();
  cleanUp = [];
});

describe.each(backends)('npm start killed with -9 in the middle of %s', backend => {
  test(`${REPORTS} pushed reports: every acknowledged one counts once, and with repeats of the rest there are exactly ${REPORTS}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tensiometer-kill-'));
    // The server may run as another user, who must reach its data.
    chmodSync(folder, 0o755);
    const redis = await redisFor(backend);
    const [dashboardPort, ingestPort] = [await freePort(), await freePort()];
    const environment = {
      ...process.env,
      TENSIOMETER_DATA: folder,
      DASHBOARD_PORT: String(dashboardPort),
      INGEST_PORT: String(ingestPort),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    cleanUp.push(async () => rmSync(folder, { recursive: true, force: true }));
    cleanUp.push(() => stopServer({ data: join(folder, 'postgres', 'data') }));
    cleanUp.push(async () => redis?.stop());
    const start = async (): Promise<{ child: ChildProcess; ended: Promise<unknown> }> => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
        cwd: ROOT,
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      cleanUp.push(async () => child.kill('SIGKILL'));
      let output = '';
      child.stdout?.on('data', chunk => {
        output += chunk;
      });
      await waitFor(
        'the start',
        () => (output.includes('Tensiometer is running') ? true : child.exitCode === null ? null : fail(output)),
        60_000,
      );
      return { child, ended };
    };
    const keys = () =>
      Object.fromEntries(
        readFileSync(join(folder, 'keys'), 'utf8')
          .trim()
          .split('\n')
          .map(line => line.split('=')),
      );
    const push = async (n: number): Promise<boolean> => {
      try {
        const response = await fetch(`http://127.0.0.1:${ingestPort}/v1/reports`, {
          method: 'POST',
          headers: { authorization: `Bearer ${keys().ingest}`, 'content-type': 'application/json' },
          body: JSON.stringify(report(n)),
        });
        return response.ok && (await response.text()).includes('receipts');
      } catch {
        return false;
      }
    };
    const get = async <T>(path: string): Promise<T> => {
      const response = await fetch(`http://127.0.0.1:${dashboardPort}/api/v1/${path}`, {
        headers: { authorization: `Bearer ${keys().read}` },
      });
      return (await response.json()) as T;
    };

    let running = await start();
    const acknowledged = new Set<number>();
    const pending = Array.from({ length: REPORTS }, (_, n) => n);
    const killAt = 100 + Math.floor(Math.random() * 300);
    process.stderr.write(`killing after ${killAt} acknowledgements\n`);
    let killed = false;
    await Promise.all(
      Array.from({ length: IN_FLIGHT }, async () => {
        for (let n = pending.shift(); n !== undefined && !killed; n = pending.shift()) {
          if (await push(n)) acknowledged.add(n);
          if (acknowledged.size >= killAt && !killed) {
            killed = true;
            running.child.kill('SIGKILL');
          }
        }
      }),
    );
    await running.ended;
    expect(acknowledged.size).toBeGreaterThanOrEqual(killAt);
    expect(acknowledged.size).toBeLessThan(REPORTS);

    running = await start();
    const settled = () =>
      waitFor(
        'everything to be counted',
        async () => {
          const status = await get<StatusAnswer>('status');
          return status.pending === 0 && status.position === status.projected ? status : null;
        },
        120_000,
      );
    await settled();
    const afterKill = await countedIds(get);
    const lost = [...acknowledged].filter(n => !afterKill.includes(`report-${n}`));
    expect(lost).toEqual([]);

    for (let n = 0; n < REPORTS; n += 1) if (!acknowledged.has(n)) expect(await push(n)).toBe(true);
    const status = await settled();
    const counted = await countedIds(get);
    const duplicated = counted.length - new Set(counted).size;
    const db = openDatabase(await localUrl(folder), { max: 1 });
    const verification = await verify(db);
    await db.$client.end();
    const mismatch = verification.tables.filter(table => !table.equal).length;
    process.stderr.write(
      `lost ${lost.length}\nunexpected ${counted.length - REPORTS}\nduplicated ${duplicated}\nfailed-but-counted ${status.failed}\nmismatch ${mismatch}\n`,
    );
    expect(counted.length).toBe(REPORTS);
    expect(duplicated).toBe(0);
    expect(status).toMatchObject({ received: REPORTS, coded: REPORTS, failed: 0 });
    expect(verification.equal).toBe(true);
    expect(verification.tables.find(table => table.table === 'coded_events')?.rows).toBeGreaterThanOrEqual(REPORTS);
    running.child.kill('SIGTERM');
    await running.ended;
  });
});

async function countedIds(get: <T>(path: string) => Promise<T>): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const page = await get<ReportsAnswer>(
      `reports?limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    ids.push(...page.reports.filter(it => it.status === 'counted').map(it => it.id ?? ''));
    if (page.next === null) return ids;
    cursor = page.next;
  }
}

function fail(output: string): never {
  throw new Error(`the start ended:\n${output}`);
}
