import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type Database, openDatabase } from '../../packages/core/src/log/database.ts';
import { createBackend } from '../../packages/core/src/queue/backend.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { type Member, type Role, startMember } from '../faults/fleet.ts';
import { sample } from '../faults/sender.ts';
import { type BackendName, backends, redisFor } from '../setup/backends.ts';
import { waitFor } from '../setup/wait-for.ts';
import { print, quantile } from './figures.ts';
import { onLocalPostgres } from './local.ts';
import { perItem, processorUsed, serverOf } from './processor.ts';

const KEY = 'the-key-of-the-bench';
const REPORTS = 4_000;
const CONNECTIONS = 64;
/** Parts of the system by a word of their command. */
const WORDS = {
  ingest: 'tests/faults/ingest-process.ts',
  worker: 'tests/faults/worker-process.ts',
  Redis: 'redis-server',
};

/** The way of reports with a coder that costs nothing: acknowledged, read, and all of it, on both queues. */
export async function benchPipeline(): Promise<void> {
  for (const backend of backends) await benchOn(backend);
}

async function benchOn(backend: BackendName): Promise<void> {
  const redis = await redisFor(backend);
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-pipeline-'));
  const members: Member[] = [];
  await onLocalPostgres(async databaseUrl => {
    await prepareDatabase({ databaseUrl, redisUrl: redis?.url ?? null });
    const db = openDatabase(databaseUrl, { max: 2 });
    const environment = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TENSIOMETER_DATA: join(folder, 'keys'),
      TENSIOMETER_INGEST_KEY: KEY,
      LOG_LEVEL: 'error',
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    const start = async (role: Role): Promise<Member> => {
      const member = startMember(role, await freePort(), folder, environment);
      members.push(member);
      await member.ready();
      return member;
    };
    try {
      const ingest = await start('ingest');
      const server = await serverOf(db);
      const now = () => processorUsed(server, WORDS);
      await push(ingest.url, 0, 200, 1);
      // Nothing reads meanwhile: what is measured is how fast reports are put on disk and queued.
      const idle = now();
      const acknowledged = await push(ingest.url, 200, REPORTS, 1);
      const sent = perItem(idle, now(), REPORTS);
      print(`${backend}: acknowledged, ${CONNECTIONS} connections`, { ...acknowledged, ...sent });
      const waiting = await pending(db);
      const starting = start('worker');
      // From the first reports that it has read on: loading the program is not what is measured.
      const left = await waitFor(
        'the worker',
        async () => {
          const still = await pending(db);
          return still < waiting ? still : null;
        },
        120_000,
      );
      const begun = now();
      const alone = await settledRate(db, left, performance.now());
      const read = perItem(begun, now(), left);
      const worker = await starting;
      const noop = await noopRate(redis?.url ?? null, databaseUrl);
      print(`${backend}: the worker alone`, {
        'reports a second': alone.toFixed(0),
        'no-op jobs a second': noop.toFixed(0),
        ratio: (alone / noop).toFixed(2),
        ...read,
      });
      for (const size of [1, 100]) {
        const first = 200 + REPORTS + (size === 1 ? 0 : REPORTS);
        const before = now();
        const began = performance.now();
        await push(ingest.url, first, REPORTS, size);
        const rate = await settledRate(db, REPORTS, began);
        const used = perItem(before, now(), REPORTS);
        print(`${backend}: whole pipeline, ${size} a request`, { 'reports a second': rate.toFixed(0), ...used });
      }
      await worker.stop();
    } finally {
      for (const member of members) await member.stop();
      await db.$client.end();
    }
  });
  await redis?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function pending(db: Database): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from reports where status = 'pending'`,
  );
  return rows[0]?.n ?? 0;
}

async function settledRate(db: Database, reports: number, since: number): Promise<number> {
  // Counting what waits, many times a second, would cost more than reading it does.
  await waitFor(
    'everything to be read',
    async () => {
      await delay(100);
      const { rows } = await db.execute(sql`select 1 from reports where status = 'pending' limit 1`);
      return rows.length === 0 ? true : null;
    },
    120_000,
  );
  return (1_000 * reports) / (performance.now() - since);
}

/** BullMQ's own pace with jobs that do nothing, at the same concurrency. */
async function noopRate(redisUrl: string | null, databaseUrl: string): Promise<number> {
  const backend = createBackend({ redisUrl, databaseUrl });
  const queue = backend.queue('no-op', {});
  const jobs = Array.from({ length: REPORTS }, (_, n) => ({
    name: 'no-op',
    data: { n },
    opts: { jobId: `no-op-${n}` },
  }));
  for (let at = 0; at < REPORTS; at += 1_000) await queue.addBulk(jobs.slice(at, at + 1_000));
  let done = 0;
  const count = (): void => {
    done += 1;
  };
  const start = performance.now();
  const worker = backend.worker('no-op', async () => count(), { concurrency: 50 });
  await waitFor('the jobs that do nothing', () => (done >= REPORTS ? true : null), 120_000);
  const rate = (1_000 * REPORTS) / (performance.now() - start);
  await worker.close();
  await queue.close();
  await backend.close();
  return rate;
}

/** Sends reports over as many connections, `size` in a request, and answers how it went. */
async function push(url: string, first: number, reports: number, size: number): Promise<Record<string, string>> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const starts = Array.from({ length: Math.ceil(reports / size) }, (_, i) => first + i * size);
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let at = starts.shift(); at !== undefined; at = starts.shift()) {
        const from = at;
        const batch = Array.from(
          { length: Math.min(size, first + reports - from) },
          (_, i) => sample(from + i, 1e9).body,
        );
        const start = performance.now();
        const status = await post(agent, url, JSON.stringify(size === 1 ? batch[0] : { reports: batch }));
        if (status !== 202) throw new Error(`a report was answered ${status}`);
        times.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  const ms = (share: number) => `${quantile(times, share).toFixed(0)} ms`;
  return { 'reports a second': (reports / seconds).toFixed(0), p50: ms(0.5), p99: ms(0.99) };
}

function post(agent: Agent, url: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const outgoing = request(`${url}/v1/reports`, { method: 'POST', agent, headers }, response => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
