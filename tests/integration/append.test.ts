import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  append,
  EventConflict,
  type ExpectedVersion,
  type NewEvent,
  VersionConflict,
} from '../../packages/core/src/log/append.ts';
import { openDatabase, pgCode } from '../../packages/core/src/log/database.ts';
import { headOf, readAll, readStream } from '../../packages/core/src/log/read.ts';
import { count, openTestLog, type TestLog } from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
});
afterAll(() => log.drop());

function removal(streamId: string = `line-${randomUUID()}`, eventId: string = randomUUID()): NewEvent {
  return { type: 'ThresholdRemoved', eventId, streamId, data: { thresholdId: streamId } };
}

describe('the order of the log', () => {
  test('has no gaps under eight writers, some of whom roll back, and a reader who follows misses nothing', async () => {
    const before = await headOf(log.db);
    const written: string[] = [];
    let writing = true;
    const write = async (writer: number): Promise<void> => {
      for (let round = 0; round < 25; round += 1) {
        const batch = Array.from({ length: 1 + ((writer + round) % 4) }, () => removal());
        const undone = (writer + round) % 5 === 0;
        await log.db
          .transaction(async tx => {
            await append(tx, batch);
            if (undone) tx.rollback();
          })
          .catch(error => {
            if (!undone) throw error;
          });
        if (!undone) written.push(...batch.map(event => event.eventId));
      }
    };
    const seen: { position: number; eventId: string }[] = [];
    const follow = async (): Promise<void> => {
      for (let at = before; ; at = seen.at(-1)?.position ?? before) {
        const last = !writing;
        const events = await readAll(log.other, at, 7);
        seen.push(...events.map(({ position, eventId }) => ({ position, eventId })));
        if (last && events.length === 0) return;
      }
    };
    const reader = follow();
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
    writing = false;
    await reader;

    expect(seen.map(event => event.position)).toEqual(written.map((_, i) => before + i + 1));
    expect(seen.map(event => event.eventId).sort()).toEqual(written.sort());
    expect(await headOf(log.db)).toBe(before + written.length);
  });

  test('of a batch is kept, over several streams, with each stream counting for itself', async () => {
    const [a, b] = [`line-${randomUUID()}`, `line-${randomUUID()}`];
    const batch = [removal(a), removal(b), removal(a)];
    const appended = await append(log.db, batch);
    const head = await headOf(log.db);
    expect(appended).toEqual(
      [1, 1, 2].map((version, i) => ({
        eventId: batch[i]?.eventId,
        position: head - 2 + i,
        version,
        appended: true,
      })),
    );
    expect((await readStream(log.db, a)).map(event => event.streamVersion)).toEqual([1, 2]);
  });

  test('takes nothing for an empty batch', async () => {
    expect(await append(log.db, [])).toEqual([]);
  });
});

describe('the version that a writer expects', () => {
  const attempt = (streamId: string, expected: ExpectedVersion) =>
    append(log.db, [removal(streamId)], { [streamId]: expected });

  test.each<[number, ExpectedVersion, boolean]>([
    [0, 'any', true],
    [2, 'any', true],
    [0, 'none', true],
    [1, 'none', false],
    [0, 'exists', false],
    [1, 'exists', true],
    [2, 2, true],
    [2, 1, false],
    [2, 3, false],
    [0, 0, true],
  ])('of a stream of %i events, "%s": appended %s', async (events, expected, ok) => {
    const streamId = `line-${randomUUID()}`;
    for (let i = 0; i < events; i += 1) await append(log.db, [removal(streamId)]);
    const head = await headOf(log.db);
    if (ok) expect((await attempt(streamId, expected))[0]?.version).toBe(events + 1);
    else await expect(attempt(streamId, expected)).rejects.toBeInstanceOf(VersionConflict);
    expect(await headOf(log.db)).toBe(head + (ok ? 1 : 0));
  });

  test('lets one of twenty writers at once win, and all of them without one', async () => {
    const streamId = `line-${randomUUID()}`;
    await append(log.db, [removal(streamId)]);
    const exact = await Promise.allSettled(Array.from({ length: 20 }, () => attempt(streamId, 1)));
    expect(exact.filter(result => result.status === 'fulfilled')).toHaveLength(1);
    const reasons = exact.flatMap(result => (result.status === 'rejected' ? [result.reason] : []));
    expect(reasons.every(reason => reason instanceof VersionConflict)).toBe(true);

    await Promise.all(Array.from({ length: 20 }, () => attempt(streamId, 'any')));
    expect((await readStream(log.db, streamId)).map(event => event.streamVersion)).toEqual(
      Array.from({ length: 22 }, (_, i) => i + 1),
    );
  });

  test('counts from before the batch, however many events the batch adds', async () => {
    const streamId = `line-${randomUUID()}`;
    await append(log.db, [removal(streamId), removal(streamId)], { [streamId]: 'none' });
    expect(await readStream(log.db, streamId)).toHaveLength(2);
  });
});

describe('an event that is sent again', () => {
  test('is known by its id, whatever version is expected now', async () => {
    const event = removal();
    const [first] = await append(log.db, [event], { [event.streamId]: 'none' });
    const again = await append(log.db, [event], { [event.streamId]: 'none' });
    expect(again).toEqual([{ ...first, appended: false }]);
  });

  test('is known among new ones and twice in one batch', async () => {
    const [old, fresh] = [removal(), removal()];
    await append(log.db, [old]);
    const head = await headOf(log.db);
    const appended = await append(log.db, [old, fresh, fresh, old]);
    expect(appended.map(event => event.appended)).toEqual([false, true, false, false]);
    expect(await headOf(log.db)).toBe(head + 1);
  });

  test('with other content is a conflict, and nothing of its batch is kept', async () => {
    const event = removal();
    await append(log.db, [event]);
    const head = await headOf(log.db);
    const changed: NewEvent = {
      ...removal(event.streamId, event.eventId),
      type: 'ThresholdRemoved',
      data: { thresholdId: 'other' },
    };
    await expect(append(log.db, [removal(), changed])).rejects.toBeInstanceOf(EventConflict);
    await expect(append(log.db, [removal(undefined, event.eventId)])).rejects.toBeInstanceOf(EventConflict);
    expect(await headOf(log.db)).toBe(head);
  });

  test('in any mixture of repeats stands in the log once', async () => {
    const batches = fc.array(fc.array(fc.nat({ max: 5 }), { maxLength: 6 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(batches, async picks => {
        const events = Array.from({ length: 6 }, () => removal());
        const before = await headOf(log.db);
        const positions = new Map<string, number>();
        for (const batch of picks) {
          const chosen = batch.flatMap(pick => events[pick] ?? []);
          for (const { eventId, position } of await append(log.db, chosen)) {
            expect(positions.get(eventId) ?? position).toBe(position);
            positions.set(eventId, position);
          }
        }
        expect([...positions.values()].sort((a, b) => a - b)).toEqual([...positions].map((_, i) => before + i + 1));
      }),
      { numRuns: 25 },
    );
  });
});

describe('what was recorded stays', () => {
  test.each([
    'update events set type = type',
    'delete from events',
    'truncate events',
    'delete from events where false',
  ])('%s is refused by the database', async statement => {
    await append(log.db, [removal()]);
    const refusal = await log.db.execute(sql.raw(statement)).catch(error => error);
    expect(pgCode(refusal)).toBe('TN003');
  });

  test('with times that never go back, even when the clock does', async () => {
    await append(log.db, [removal()]);
    // As if the last event had been recorded by a clock that ran an hour ahead.
    await log.db.execute(sql`insert into events select position + 1, gen_random_uuid(), stream_id || '-ahead', 1, type, schema_version,
      occurred_at, recorded_at + interval '1 hour', content_hash, data, meta, seal from events order by position desc limit 1`);
    await append(log.db, [removal(), removal()]);
    const events = await readAll(log.db, (await headOf(log.db)) - 4, 4);
    const times = events.map(event => event.recordedAt);
    expect(times).toEqual([...times].sort());
    expect(new Set(times.slice(1)).size).toBe(1);
  });

  test('with the time that it happened, where one is given', async () => {
    const event = { ...removal(), occurredAt: '2024-01-25T17:30:00.123456Z' };
    await append(log.db, [event]);
    const [recorded] = await readStream(log.db, event.streamId);
    expect(recorded?.occurredAt).toBe('2024-01-25T17:30:00.123456Z');
    expect(recorded?.recordedAt).not.toBe(recorded?.occurredAt);
  });
});

describe('the role of the apps', () => {
  test.each([
    'update events set type = type',
    'delete from events',
    'truncate events',
    'insert into events select * from events',
    'update streams set version = 0',
    'insert into streams values (1, 1)',
    'alter table events disable trigger all',
    'drop trigger events_append_only on events',
    'create or replace function append_events() returns void language sql as $$ $$',
  ])('may not %s', async statement => {
    const app = openDatabase(log.url, { max: 1, as: 'app' });
    try {
      const refusal = await app.execute(sql.raw(statement)).catch(error => error);
      expect(pgCode(refusal)).toBe('42501');
    } finally {
      await app.$client.end();
    }
  });

  test('appends and reads', async () => {
    const app = openDatabase(log.url, { max: 1, as: 'app' });
    try {
      const event = removal();
      await append(app, [event]);
      expect(await readStream(app, event.streamId)).toHaveLength(1);
    } finally {
      await app.$client.end();
    }
  });

  test('loses the append lock when its client stalls with it, so that others go on', async () => {
    const app = openDatabase(log.url, { max: 2, as: 'app' });
    const stalled = await app.$client.connect();
    stalled.on('error', () => {});
    try {
      await stalled.query('begin');
      await stalled.query('select pg_advisory_xact_lock(7265001)');
      const before = performance.now();
      await append(app, [removal()]);
      expect(performance.now() - before).toBeGreaterThan(1_000);
      expect(performance.now() - before).toBeLessThan(8_000);
    } finally {
      stalled.release(true);
      await app.$client.end();
    }
  });
});

describe('the seals', () => {
  const broken = () =>
    count(
      log.db,
      `select count(*) as n from (select *, lag(seal, 1, ''::bytea) over (order by position) as before from events) e
       where seal <> sha256(before || seal_link(position, event_id, stream_version, occurred_at, recorded_at, content_hash, meta))
         or content_hash <> content_hash(stream_id, type, schema_version, data)`,
    );

  test('chain every event to the one before it, whatever the batches were', async () => {
    const own = await openTestLog();
    try {
      for (const size of [1, 3, 50])
        await append(
          own.db,
          Array.from({ length: size }, () => removal()),
        );
      const { rows } = await own.db.$client.query(
        `with recursive chain as (
           select position, sha256(seal_link(position, event_id, stream_version, occurred_at, recorded_at, content_hash, meta)) as sealed, seal from events where position = 1
           union all select e.position, sha256(c.sealed || seal_link(e.position, e.event_id, e.stream_version, e.occurred_at, e.recorded_at, e.content_hash, e.meta)), e.seal
           from chain c join events e on e.position = c.position + 1)
         select count(*)::int as n, count(*) filter (where sealed = seal)::int as sound from chain`,
      );
      expect(rows).toEqual([{ n: 54, sound: 54 }]);
    } finally {
      await own.drop();
    }
  });

  test('do not fit what somebody wrote past the append', async () => {
    await append(log.db, [removal()]);
    expect(await broken()).toBeGreaterThan(0);
  });
});
