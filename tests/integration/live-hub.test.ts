import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLiveHub, type LiveHub } from '../../apps/dashboard/src/live/hub.ts';
import { addDays } from '../../packages/core/src/domain/day.ts';
import { ensureViews, rebuild } from '../../packages/core/src/views/rebuild.ts';
import { projectedPosition } from '../../packages/core/src/views/versions.ts';
import { waitFor } from '../setup/wait-for.ts';
import { countReport, openTestLog, projectAll, silent, type TestLog } from './support/log.ts';

let log: TestLog;
let hubs: LiveHub[] = [];
beforeAll(async () => {
  log = await openTestLog();
  await ensureViews(log.db);
  const options = { db: log.db, databaseUrl: log.url, logger: silent, maxClients: 5 };
  hubs = [await createLiveHub(options), await createLiveHub(options)];
});
afterAll(async () => {
  for (const hub of hubs) await hub.close();
  await log.drop();
});

type Message = { id: number; event: string; data: { position?: number; days?: string[]; view?: string } };
type Following = { messages: Message[]; leave(): Promise<void> };

/** Follows a hub as a browser does: each message with its id. */
function follow(hub: LiveHub | undefined, after: number | null, view: string | null = null): Following {
  const stream = hub?.open(after, view, async () => true);
  if (!stream) throw new Error('the hub lets nobody in');
  const reader = stream.getReader();
  const messages: Message[] = [];
  const done = (async () => {
    const decoder = new TextDecoder();
    let pending = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      pending += decoder.decode(chunk.value, { stream: true });
      const frames = pending.split('\n\n');
      pending = frames.pop() ?? '';
      for (const frame of frames) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
        const data = field('data');
        if (data !== undefined)
          messages.push({ id: Number(field('id')), event: field('event') ?? '', data: JSON.parse(data) });
      }
    }
  })();
  return {
    messages,
    leave: async () => {
      await reader.cancel();
      await done;
    },
  };
}

const DAYS = 40;
const day = (n: number) => addDays('2024-01-01', n);

describe('a page that changes from one dashboard to another', () => {
  test('is told of everything that moved once, wherever its connections broke', async () => {
    const start = await projectedPosition(log.db);
    const told: Message[] = [];
    let last = start;
    let turn = 0;
    const write = (async () => {
      for (let n = 0; n < DAYS; n += 1) {
        await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', day(n)]], { publishedAt: day(n) });
        await projectAll(log.db, 1 + (n % 3));
      }
    })();
    const daysOf = (all: Message[]) => all.filter(it => it.event === 'moved').flatMap(it => it.data.days ?? []);
    while (daysOf(told).length < DAYS) {
      const following = follow(hubs[turn % 2], last);
      // Breaks off after the greeting, in the middle of what was missed, or later.
      const enough = 1 + (turn % 4);
      turn += 1;
      await waitFor('messages', () =>
        following.messages.length >= enough || daysOf([...told, ...following.messages]).length >= DAYS ? true : null,
      );
      const taken = following.messages.slice(0, enough);
      await following.leave();
      told.push(...taken);
      last = taken.at(-1)?.id ?? last;
    }
    await write;
    const days = daysOf(told);
    expect([...days].sort()).toEqual(Array.from({ length: DAYS }, (_, n) => day(n)));
    const ids = told.filter(it => it.event === 'moved').map(it => it.id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(turn).toBeGreaterThan(5);
  });

  test('hears what happens while it is told what it missed, after it', async () => {
    const from = await projectedPosition(log.db);
    await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', '2024-06-01']]);
    await projectAll(log.db);
    const following = follow(hubs[0], from);
    await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', '2024-06-02']]);
    await projectAll(log.db);
    await waitFor('both days', () => {
      const days = following.messages.flatMap(it => it.data.days ?? []);
      return days.includes('2024-06-01') && days.includes('2024-06-02') ? true : null;
    });
    const ids = following.messages.map(it => it.id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    await following.leave();
  });
});

describe('a page that cannot go on from where it was', () => {
  const events = async (after: number | null, view: string | null, expected = 2) => {
    const following = follow(hubs[0], after, view);
    await waitFor('a greeting', () => (following.messages.length >= expected ? true : null));
    await following.leave();
    return following.messages.map(it => it.event);
  };

  test('starts over when its position is of other views, or lies ahead', async () => {
    expect(await events(1, 'views-99')).toEqual(['hello', 'reset']);
    expect(await events(1_000_000, 'views-1')).toEqual(['hello', 'reset']);
    expect(await events(null, 'views-1', 1)).toEqual(['hello']);
  });

  test('starts over once, on each dashboard, when the views become another version', async () => {
    const followings = hubs.map(hub => follow(hub, null));
    await rebuild(log.db);
    for (const { messages } of followings)
      await waitFor('the word to start over', () => (messages.some(it => it.event === 'reset') ? true : null));
    await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', '2024-07-01']]);
    await projectAll(log.db);
    for (const { messages, leave } of followings) {
      await waitFor('what moved then', () => (messages.at(-1)?.event === 'moved' ? true : null));
      expect(messages.map(it => it.event)).toEqual(['hello', 'hello', 'reset', 'moved']);
      expect(messages[1]?.data.view).toBe('views-2');
      await leave();
    }
  });

  test('is turned away when there are as many as can be served, and let in when one has gone', async () => {
    const five = Array.from({ length: 5 }, () => follow(hubs[1], null));
    expect(hubs[1]?.open(null, null, async () => true)).toBeNull();
    await five[0]?.leave();
    await follow(hubs[1], null).leave();
    for (const following of five.slice(1)) await following.leave();
  });
});

describe('many pages at once', () => {
  const MANY = 400;

  test('each hears each batch once, and one that does not read is dropped without holding up the others', async () => {
    let dropped = 0;
    const hub = await createLiveHub({
      db: log.db,
      databaseUrl: log.url,
      logger: silent,
      maxQueued: 8_192,
      onDropped: () => {
        dropped += 1;
      },
    });
    const deaf = hub.open(null, null, async () => true)?.getReader();
    await deaf?.read();
    const many = Array.from({ length: MANY }, () => follow(hub, null));
    expect(hub.clients()).toBe(MANY + 1);
    // Long messages, so that a few batches are more than may wait for one client: each names many pairs of countries.
    const codes = Array.from({ length: 12 }, (_, i) => `X${String.fromCharCode(65 + i)}X`);
    let batches = 0;
    for (; dropped === 0; batches += 1) {
      await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', day(batches)]], {
        countries: codes,
        publishedAt: day(batches),
      });
      await projectAll(log.db);
      const position = await projectedPosition(log.db);
      await waitFor('everyone to hear it', () => (many.every(it => it.messages.at(-1)?.id === position) ? true : null));
    }
    expect(dropped).toBe(1);
    expect(hub.clients()).toBe(MANY);
    for (const { messages } of many) {
      const ids = messages.filter(it => it.event === 'moved').map(it => it.id);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    }
    expect((await deaf?.read())?.done).toBeDefined();
    await hub.close();
  });

  test('that lost their connection together cost the database no more than one of them does', async () => {
    let asked = 0;
    const counting = Object.assign(Object.create(log.db), {
      transaction: (...given: Parameters<typeof log.db.transaction>) => {
        asked += 1;
        return log.db.transaction(...given);
      },
    });
    const hub = await createLiveHub({ db: counting, databaseUrl: log.url, logger: silent });
    const from = (await projectedPosition(log.db)) - 2;
    const return_ = async (count: number) => {
      const before = asked;
      const back = Array.from({ length: count }, () => follow(hub, from));
      await waitFor('everyone to be told', () =>
        back.every(it => it.messages.some(m => m.event === 'moved')) ? true : null,
      );
      for (const { leave } of back) await leave();
      return asked - before;
    };
    const one = await return_(1);
    expect(await return_(MANY)).toBeLessThanOrEqual(one);
    await hub.close();
  });

  test('that belong to somebody who was signed out end, and the others go on', async () => {
    const hub = await createLiveHub({ db: log.db, databaseUrl: log.url, logger: silent });
    let allowed = true;
    const theirs = hub.open(null, null, async () => allowed)?.getReader();
    const other = follow(hub, null);
    await theirs?.read();
    allowed = false;
    for (let it = await theirs?.read(); it?.done === false; ) it = await theirs?.read();
    expect(hub.clients()).toBe(1);
    await other.leave();
    await hub.close();
  });
});
