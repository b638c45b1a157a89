import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { Fenced, takeOver } from '../../packages/core/src/log/follow.ts';
import { VIEWS } from '../../packages/core/src/views/project.ts';
import { projectBatch } from '../../packages/core/src/views/projector.ts';
import { rebuild } from '../../packages/core/src/views/rebuild.ts';
import type { BreakableWay } from '../setup/proxy.ts';
import type { Member, Role } from './fleet.ts';
import type { RedisStore, Store } from './stores.ts';

/** What can be broken. */
export type World = {
  members: readonly Member[];
  postgres: Store;
  redis: RedisStore | null;
  /** The way of all processes to the database. */
  proxy: BreakableWay;
  /** The ways of the sender to the ingest processes. */
  doors: readonly BreakableWay[];
  random: () => number;
  /** Freezes and outages last as long as the requirements say; else seconds. */
  long: boolean;
};

/** One way to break something; resolves when it has been brought back. Requirements in brackets. */
export type Fault = { name: string; needs: (world: World) => boolean; strike(world: World): Promise<void> };

const always = () => true;
const withRedis = ({ redis }: World) => redis !== null;

function one<T>(world: World, all: readonly T[]): T {
  const picked = all[Math.floor(world.random() * all.length)];
  if (picked === undefined) throw new Error('there is nothing to break');
  return picked;
}
const memberOf = (world: World, role: Role) =>
  one(
    world,
    world.members.filter(member => member.role === role),
  );

async function pause(world: World, role: Role, ms: number): Promise<void> {
  const member = memberOf(world, role);
  member.signal('SIGSTOP');
  await delay(ms);
  member.signal('SIGCONT');
}

async function outageOfRedis({ redis }: World, ms: number, lose: 'all' | 'tail' | null): Promise<void> {
  if (redis === null) return;
  await redis.end('crash');
  if (lose !== null) redis.lose(lose);
  await delay(ms);
  await redis.start();
}

async function restartPostgres({ postgres }: World, how: 'fast' | 'crash', ms: number): Promise<void> {
  await postgres.end(how);
  await delay(ms);
  await postgres.start();
}

/** A second projector that takes the views over again and again, while the workers are frozen and woken one after the other. */
async function rivalProjector(world: World, freezeMs: number): Promise<void> {
  const db = openDatabase(world.postgres.url, { max: 1 });
  let over = false;
  const rival = (async () => {
    while (!over) {
      try {
        const held = await takeOver(db, VIEWS);
        for (let batch = 0; batch < 3 && !over; batch += 1) await projectBatch(db, held, 50);
      } catch (error) {
        // The one that leads takes them back; that is what is tried here.
        if (!(error instanceof Fenced)) throw error;
      }
      await delay(50);
    }
  })();
  try {
    for (const member of world.members.filter(({ role }) => role === 'worker')) {
      member.signal('SIGSTOP');
      await delay(freezeMs);
      member.signal('SIGCONT');
    }
  } finally {
    over = true;
    await rival;
    await db.$client.end();
  }
}

/** Both workers stand still: what comes in waits, and then is sent away. */
async function nobodyReads(world: World, ms: number): Promise<void> {
  const workers = world.members.filter(({ role }) => role === 'worker');
  for (const worker of workers) worker.signal('SIGSTOP');
  await delay(ms);
  for (const worker of workers) worker.signal('SIGCONT');
}

/** Each process is told to stop, twice, and the next one only when it is back. */
async function restartAll({ members }: World): Promise<void> {
  for (const member of members) {
    member.signal('SIGTERM');
    member.signal('SIGTERM');
    await delay(1_000);
    await member.ready();
  }
}

/** Redis will not start on a file that it cannot read, until somebody takes the file away. */
async function unreadableFile({ redis }: World, ms: number): Promise<void> {
  if (redis === null) return;
  await redis.end('crash');
  redis.lose('byte');
  if (await redis.startsAtAll()) throw new Error('Redis started on a file that it cannot read');
  await delay(ms);
  redis.lose('all');
  await redis.start();
}

/** Every fault that the harness knows. */
export const FAULTS: readonly Fault[] = [
  { name: 'worker killed (R-01)', needs: always, strike: async world => memberOf(world, 'worker').signal('SIGKILL') },
  {
    name: 'all workers killed (R-01, R-04)',
    needs: always,
    strike: async world => {
      for (const member of world.members) if (member.role === 'worker') member.signal('SIGKILL');
    },
  },
  { name: 'ingest killed (R-02)', needs: always, strike: async world => memberOf(world, 'ingest').signal('SIGKILL') },
  {
    name: 'ingest killed after the commit, before its answer (R-02)',
    needs: always,
    strike: async world => {
      const door = one(world, world.doors);
      door.swallowAnswers();
      await delay(300);
      for (const member of world.members) if (member.role === 'ingest') member.signal('SIGKILL');
      door.cut();
    },
  },
  {
    name: 'two projectors at once, their processes frozen and woken in turn (R-04)',
    needs: always,
    strike: world => rivalProjector(world, world.long ? 30_000 : 4_000),
  },
  {
    name: 'worker frozen (R-04, R-37)',
    needs: always,
    strike: world => pause(world, 'worker', world.long ? 60_000 : 13_000),
  },
  {
    name: 'nobody reads (R-16)',
    needs: always,
    strike: world => nobodyReads(world, world.long ? 25_000 : 8_000),
  },
  { name: 'ingest frozen for 3 s', needs: always, strike: world => pause(world, 'ingest', 3_000) },
  {
    name: 'worker told to stop (R-17)',
    needs: always,
    strike: async world => memberOf(world, 'worker').signal('SIGTERM'),
  },
  {
    name: 'ingest told to stop (R-17)',
    needs: always,
    strike: async world => memberOf(world, 'ingest').signal('SIGTERM'),
  },
  { name: 'all told to stop, one after the other, twice each (R-17)', needs: always, strike: restartAll },
  { name: 'Redis killed, back at once (R-05)', needs: withRedis, strike: world => outageOfRedis(world, 0, null) },
  {
    name: 'Redis away for a while (R-05)',
    needs: withRedis,
    strike: world => outageOfRedis(world, world.long ? 20_000 : 3_000, null),
  },
  {
    name: 'Redis away for long (R-05)',
    needs: withRedis,
    strike: world => outageOfRedis(world, world.long ? 120_000 : 8_000, null),
  },
  { name: 'Redis emptied (R-06)', needs: withRedis, strike: world => outageOfRedis(world, 500, 'all') },
  {
    name: "the end of Redis' file cut off (R-07)",
    needs: withRedis,
    strike: world => outageOfRedis(world, 500, 'tail'),
  },
  { name: "a byte of Redis' file changed (R-07)", needs: withRedis, strike: world => unreadableFile(world, 3_000) },
  { name: 'PostgreSQL restarted (R-08)', needs: always, strike: world => restartPostgres(world, 'fast', 0) },
  { name: 'PostgreSQL crashed (R-08)', needs: always, strike: world => restartPostgres(world, 'crash', 0) },
  {
    name: 'PostgreSQL away (R-09)',
    needs: always,
    strike: world => restartPostgres(world, 'crash', world.long ? 60_000 : 10_000),
  },
  { name: 'connections to PostgreSQL cut', needs: always, strike: async ({ proxy }) => proxy.cut() },
  {
    name: 'connections to PostgreSQL stalled for 3 s, then cut',
    needs: always,
    strike: async ({ proxy }) => {
      proxy.stall();
      await delay(3_000);
      proxy.cut();
    },
  },
  { name: 'connections to PostgreSQL half closed', needs: always, strike: async ({ proxy }) => proxy.halfClose() },
  {
    name: 'connections to PostgreSQL cut in the middle of a statement',
    needs: always,
    strike: async world => world.proxy.cutAfter(Math.floor(world.random() * 20_000)),
  },
  {
    name: 'answers of PostgreSQL lost for 1 s, then cut (M7)',
    needs: always,
    strike: async ({ proxy }) => {
      proxy.swallowAnswers();
      await delay(1_000);
      proxy.cut();
    },
  },
  { name: 'connections of senders cut', needs: always, strike: async world => one(world, world.doors).cut() },
  {
    name: 'views rebuilt beside the live ones (M16)',
    needs: always,
    strike: async ({ postgres }) => {
      const db = openDatabase(postgres.url, { max: 2 });
      try {
        await rebuild(db);
      } finally {
        await db.$client.end();
      }
    },
  },
];
