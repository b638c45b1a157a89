import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { receive } from '../../packages/core/src/log/receive.ts';
import { ensureLocalSource } from '../../packages/core/src/log/sources.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import { projectedPosition } from '../../packages/core/src/views/versions.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { arrival, count } from '../integration/support/log.ts';
import { testDatabase } from '../setup/database.ts';
import { waitFor } from '../setup/wait-for.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEY = 'the-key-of-the-stop-test';
const SENDERS = 16;

let cleanUp: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.reverse()) await clean();
  cleanUp = [];
});

async function openWorld() {
  const database = await testDatabase();
  cleanUp.push(() => database.drop());
  await prepareDatabase({ databaseUrl: database.url, redisUrl: null });
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-stop-'));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  const db = openDatabase(database.url, { max: 2 });
  cleanUp.push(() => db.$client.end());
  const run = async (script: string, variable: string, path: string): Promise<{ child: ChildProcess; url: string }> => {
    const port = await freePort();
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      cwd: ROOT,
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        TENSIOMETER_DATA: folder,
        TENSIOMETER_INGEST_KEY: KEY,
        LOG_LEVEL: 'warn',
        [variable]: String(port),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    cleanUp.push(() => child.kill('SIGKILL'));
    const url = `http://127.0.0.1:${port}`;
    await waitFor(
      script,
      () =>
        fetch(url + path).then(
          answer => answer.ok || null,
          () => null,
        ),
      60_000,
    );
    return { child, url };
  };
  return { db, run };
}

type Answer = { status: number; closes: boolean } | { error: string; fresh: boolean };

function post(agent: Agent, url: string, body: string): Promise<Answer> {
  return new Promise(resolve => {
    const headers = {
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const outgoing = request(`${url}/v1/reports`, { method: 'POST', agent, headers }, response => {
      response.resume();
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, closes: response.headers.connection === 'close' }),
      );
      response.once('error', error => resolve({ error: error.message, fresh: false }));
    });
    outgoing.once('error', error =>
      resolve({ error: 'code' in error ? String(error.code) : error.message, fresh: !outgoing.reusedSocket }),
    );
    outgoing.end(body);
  });
}

test('a webhook that is told to stop answers every request that it has begun to read, and ends with 0 (S10, R-17)', async () => {
  const { db, run } = await openWorld();
  const { child, url } = await run('apps/ingest/src/main.ts', 'INGEST_PORT', '/readyz');
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  cleanUp.push(() => agent.destroy());
  const acknowledged: string[] = [];
  const cut: string[] = [];
  let closing = 0;
  let n = 0;
  const senders = Array.from({ length: SENDERS }, async () => {
    for (;;) {
      n += 1;
      const id = `r-${n}`;
      const answer = await post(agent, url, JSON.stringify({ id, text: `Number ${n} of those that were sent ${id}` }));
      if ('error' in answer) {
        // A connection that nobody has taken in yet is no request that anybody reads.
        if (!answer.fresh) cut.push(answer.error);
        return;
      }
      expect(answer.status).toBe(202);
      acknowledged.push(id);
      if (answer.closes) closing += 1;
    }
  });
  await waitFor('some acknowledgements', () => (acknowledged.length > 50 ? true : null));
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.all(senders);
  expect(await ended).toEqual([0, null]);
  expect(cut).toEqual([]);
  expect(closing).toBeGreaterThan(0);
  expect(await count(db, 'select count(*) as n from reports where external_id = any($1)', [acknowledged])).toBe(
    acknowledged.length,
  );
  // What was read was answered: there is nothing on disk that a sender does not know of.
  expect(await count(db, 'select count(*) as n from reports')).toBe(acknowledged.length);
});

test('a worker that is told to stop finishes what it reads, gives back the rest untried, and leaves whole views (S10, R-17)', async () => {
  const { db, run } = await openWorld();
  const source = await ensureLocalSource(db);
  const reports = Array.from({ length: 12 }, (_, i) =>
    arrival(source, { text: `SLOW 2024-01-25: number ${i} of the reports that take a second to read` }),
  );
  const receptions = await receive(db, reports);
  expect(receptions.every(it => it.status === 'accepted')).toBe(true);
  await db.$client.query(`update reports set next_enqueue_at = clock_timestamp()`);
  const { child } = await run('tests/faults/worker-process.ts', 'WORKER_PORT', '/livez');
  const coded = () => count(db, `select count(*) as n from reports where status = 'coded'`);
  await waitFor('the first report to be read', async () => ((await coded()) >= 1 ? true : null));
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  // Nobody holds anything, nothing was tried in vain, and the log and the views agree.
  expect(await count(db, `select count(*) as n from reports where status = 'pending' and claimed_by is not null`)).toBe(
    0,
  );
  expect(await count(db, `select count(*) as n from reports where status = 'pending' and attempts > 0`)).toBe(0);
  expect(await count(db, `select count(*) as n from reports where status = 'coded' and attempts <> 1`)).toBe(0);
  const verification = await verify(db);
  expect(verification.equal).toBe(true);
  expect(await projectedPosition(db)).toBeGreaterThan(0);
});
