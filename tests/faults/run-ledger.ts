import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import type { BackendName } from '../setup/backends.ts';
import { type BreakableWay, openProxy } from '../setup/proxy.ts';
import { waitFor } from '../setup/wait-for.ts';
import { watchCheckpoints } from './checkpoints.ts';
import { type Count, count } from './count.ts';
import { type Member, startMember } from './fleet.ts';
import { openLedger } from './ledger.ts';
import { randomFrom } from './random.ts';
import { sample, send } from './sender.ts';
import { postgresStore, redisStore } from './stores.ts';
import { FAULTS, type World } from './trouble.ts';

export type LedgerOptions = {
  backend: BackendName;
  /** Reports to send. */
  reports: number;
  /** Reports a second, at most. */
  rate: number;
  /** So many faults strike, and in the long form they go on until everything was sent. */
  faults: number;
  /** Milliseconds between one fault and the next. */
  quietMs: number;
  seed: number;
  /** Every so many reports one poisons the coder. */
  poisonEvery: number;
  /** Freezes and outages last as long as the requirements say, up to two minutes; else seconds. */
  long: boolean;
  say: (line: string) => void;
};
export type LedgerResult = Count & {
  sent: number;
  acknowledged: number;
  attempts: number;
  /** Answers of 429 and 503: what was sent away rather than taken and lost. */
  sentAway: number;
  struck: string[];
  ownEnds: string[];
  seconds: number;
};

const KEY = 'the-key-of-the-fault-harness';
const SETTLE_WITHIN_MS = 240_000;
/** Reports that may wait: few, so that a queue that nobody reads makes the webhook send reports away. */
const PENDING_MAX = 1_000;

/**
 * Runs the system as processes of their own on a database and a queue of its own, breaks them by a seed while reports
 * come in, brings everything back, and counts.
 */
export async function runLedger(options: LedgerOptions): Promise<LedgerResult> {
  const { backend, seed, say } = options;
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-faults-'));
  // The server may run as another user, who must reach its data.
  chmodSync(folder, 0o755);
  const closing: (() => Promise<unknown> | unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const postgres = await postgresStore(folder);
    closing.push(() => postgres.stop());
    const redis = backend === 'redis' ? await redisStore(folder) : null;
    closing.push(() => redis?.stop());
    await prepareDatabase({ databaseUrl: postgres.url, redisUrl: redis?.url ?? null });
    const proxy = await openProxy(postgres.url);
    closing.push(() => proxy.close());
    const environment = {
      ...process.env,
      DATABASE_URL: proxy.url,
      TENSIOMETER_DATA: join(folder, 'keys'),
      TENSIOMETER_INGEST_KEY: KEY,
      LOG_LEVEL: 'warn',
      FAULTS_PENDING_MAX: String(PENDING_MAX),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    const members: Member[] = [];
    closing.push(() => Promise.all(members.map(member => member.stop())));
    for (const role of ['ingest', 'ingest', 'worker', 'worker'] as const)
      members.push(startMember(role, await freePort(), folder, environment));
    await Promise.all(members.map(member => member.ready()));
    const doors: BreakableWay[] = [];
    for (const member of members) if (member.role === 'ingest') doors.push(await openProxy(member.url));
    closing.push(() => Promise.all(doors.map(door => door.close())));

    const ledger = await openLedger(join(folder, 'ledger.ndjson'));
    closing.push(() => ledger.close());
    const world: World = { members, postgres, redis, proxy, doors, random: randomFrom(seed), long: options.long };
    const checkpoints = watchCheckpoints(postgres.url);
    closing.push(() => checkpoints.stop());
    const started = Date.now();
    let finished = false;
    let givenUp = false;
    const sending = send({
      ...options,
      urls: doors.map(door => door.url.replace(/\/$/, '')),
      key: KEY,
      ledger,
      random: randomFrom(seed + 1),
      over: () => givenUp,
    }).finally(() => {
      finished = true;
    });
    // What cannot be broken as it should ends the run; the sender must be gone before its ledger is closed.
    closing.push(async () => {
      givenUp = true;
      await sending.catch(() => {});
    });
    const struck = await strike(world, options, () => finished);
    const samples = await sending;
    await Promise.all(members.map(member => member.ready()));
    await settled(postgres.url);
    const seconds = Math.round((Date.now() - started) / 1_000);
    say(`${seconds} s; everything is back and settled; counting`);
    const known = new Map(
      Array.from({ length: options.reports }, (_, n) => sample(n, options.poisonEvery)).map(it => [it.id, it]),
    );
    const counted = await count(postgres.url, ledger, known);
    const regressions = checkpoints.regressions();
    const ownEnds = members.flatMap(member => member.ownEnds());
    const { ok } = ledger.read();
    return {
      ...counted,
      mismatch: counted.mismatch + regressions.length,
      notes: [...counted.notes, ...regressions],
      sent: samples.length,
      acknowledged: ok.size,
      attempts: ledger.attempts(),
      sentAway: ledger.sentAway(),
      struck,
      ownEnds,
      seconds,
    };
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Breaks one thing after another: all kinds in a random order, then again. */
async function strike(
  world: World,
  { faults, quietMs, long, say }: LedgerOptions,
  sent: () => boolean,
): Promise<string[]> {
  const struck: string[] = [];
  const usable = FAULTS.filter(fault => fault.needs(world));
  let deck: typeof usable = [];
  const over = () => struck.length >= faults && (!long || sent());
  while (!over()) {
    await delay(quietMs * (0.5 + world.random()));
    if (over()) break;
    if (deck.length === 0)
      deck = usable
        .map(fault => ({ fault, at: world.random() }))
        .sort((a, b) => a.at - b.at)
        .map(it => it.fault);
    const fault = deck.pop();
    if (!fault) break;
    say(`fault ${struck.length + 1}: ${fault.name}`);
    await fault.strike(world);
    struck.push(fault.name);
  }
  world.proxy.accept();
  for (const door of world.doors) door.accept();
  return struck;
}

/** Waits until every report is settled and the views have read the whole log. */
async function settled(url: string): Promise<void> {
  const db = openDatabase(url, { max: 1 });
  try {
    let last = '';
    await waitFor(
      'everything to be settled',
      async () => {
        const { rows } = await db.execute<{ pending: number; behind: number }>(
          sql`select (select count(*)::int from reports where status = 'pending') as pending,
                (select coalesce(max(position), 0) from events)::int - (select position from projections where status = 'live')::int as behind`,
        );
        const [row] = rows;
        last = JSON.stringify(row);
        return row?.pending === 0 && row.behind === 0 ? true : null;
      },
      SETTLE_WITHIN_MS,
    ).catch(error => {
      throw new Error(`${error instanceof Error ? error.message : error}; at last ${last}`);
    });
  } finally {
    await db.$client.end();
  }
}

/** The five numbers and what they are made of, as lines. */
export function report(result: LedgerResult): string {
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  return [
    `sent ${result.sent} in ${result.attempts} attempts, acknowledged ${result.acknowledged}, counted ${result.counted}, parked ${result.parked}, sent away ${result.sentAway} times, faults ${result.struck.length}, in ${result.seconds} s`,
    `received to read: median ${seconds(result.delay.median)}, p99 ${seconds(result.delay.p99)}, longest ${seconds(result.delay.max)}`,
    `processes that ended by themselves: ${result.ownEnds.length}`,
    ...result.ownEnds.map(end => `  ${end}`),
    ...result.notes,
    `lost ${result.lost}`,
    `unexpected ${result.unexpected}`,
    `duplicated ${result.duplicated}`,
    `failed-but-counted ${result.failedButCounted}`,
    `mismatch ${result.mismatch}`,
  ].join('\n');
}
