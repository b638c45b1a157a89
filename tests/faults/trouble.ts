import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../packages/core/src/log/database.ts';
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
  { name: 'worker frozen for 5 s (R-04)', needs: always, strike: world => pause(world, 'worker', 5_000) },
  { name: 'worker frozen for 13 s (R-37)', needs: always, strike: world => pause(world, 'worker', 13_000) },
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
  { name: 'Redis killed, back at once (R-05)', needs: withRedis, strike: world => outageOfRedis(world, 0, null) },
  { name: 'Redis away for 8 s (R-05)', needs: withRedis, strike: world => outageOfRedis(world, 8_000, null) },
  { name: 'Redis emptied (R-06)', needs: withRedis, strike: world => outageOfRedis(world, 500, 'all') },
  {
    name: "the end of Redis' file cut off (R-07)",
    needs: withRedis,
    strike: world => outageOfRedis(world, 500, 'tail'),
  },
  { name: 'PostgreSQL restarted (R-08)', needs: always, strike: world => restartPostgres(world, 'fast', 0) },
  { name: 'PostgreSQL crashed (R-08)', needs: always, strike: world => restartPostgres(world, 'crash', 0) },
  { name: 'PostgreSQL away for 10 s (R-09)', needs: always, strike: world => restartPostgres(world, 'crash', 10_000) },
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
