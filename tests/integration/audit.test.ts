import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { append, type NewEvent } from '../../packages/core/src/log/append.ts';
import { type Anchor, type Audit, auditLog } from '../../packages/core/src/log/audit.ts';
import { writeHistory } from './support/history.ts';
import { openTestLog, type TestLog } from './support/log.ts';

let log: TestLog;
let anchor: Anchor;
beforeAll(async () => {
  log = await openTestLog();
  await writeHistory(log.db);
  await append(log.db, Array.from({ length: 20 }, removal));
  anchor = (await auditLog(log.db, null)).head;
});
afterAll(() => log.drop());

function removal(): NewEvent {
  const streamId = `line-${randomUUID()}`;
  return { type: 'ThresholdRemoved', eventId: randomUUID(), streamId, data: { thresholdId: streamId } };
}

/** What an audit finds after somebody with all rights has been at the tables; everything is undone after it. */
async function after(...statements: string[]): Promise<Audit> {
  let audit: Audit | null = null;
  const undo = new Error('undone');
  await log.db
    .transaction(async tx => {
      await tx.execute(sql`alter table events disable trigger all`);
      for (const statement of statements) await tx.execute(sql.raw(statement));
      audit = await auditLog(tx, anchor);
      throw undo;
    })
    .catch(error => {
      if (error !== undo) throw error;
    });
  if (audit === null) throw new Error('there was no audit');
  return audit;
}

const first = async (...statements: string[]) =>
  (await after(...statements)).findings.map(({ check, position }) => [check, position]);

test('a log that nobody touched is sound, and its head is what an anchor holds', async () => {
  expect(await auditLog(log.db, anchor)).toEqual({ head: anchor, events: anchor.position, findings: [] });
  expect(anchor.seal).toMatch(/^[0-9a-f]{64}$/);
});

describe('somebody who can do everything to the tables is found out (R-33)', () => {
  const copy =
    'event_id, stream_id, stream_version, type, schema_version, occurred_at, recorded_at, content_hash, data, meta, seal';

  test('changing what an event says', async () => {
    expect(await first(`update events set data = data || '{"thresholdId": "x"}' where position = 50`)).toEqual([
      ['content', 50],
    ]);
  });

  test('changing it together with its fingerprint', async () => {
    const statement = `update events set data = '{"thresholdId": "x"}', content_hash = content_hash(stream_id, type, schema_version, '{"thresholdId": "x"}') where position = 50`;
    expect(await first(statement)).toEqual([['seal', 50]]);
  });

  test('changing it together with its fingerprint and its seal', async () => {
    const statement = `update events e set content_hash = '\\x00', seal = sha256((select seal from events where position = 49)
      || seal_link(e.position, e.event_id, e.stream_version, e.occurred_at, e.recorded_at, '\\x00', e.meta)) where position = 50`;
    expect(await first(statement)).toEqual([
      ['content', 50],
      ['seal', 51],
    ]);
  });

  test.each([
    ['when', `occurred_at = occurred_at - interval '1 day'`],
    ['who', `meta = '{"userId": "somebody else"}'`],
    ['which id', 'event_id = gen_random_uuid()'],
  ])('changing %s', async (_, change) => {
    expect(await first(`update events set ${change} where position = 50`)).toEqual([['seal', 50]]);
  });

  test('taking one out', async () => {
    expect((await first('delete from events where position = 50'))[0]).toEqual(['gapless', 51]);
  });

  test('taking one out and closing the gap', async () => {
    const findings = await first(
      'delete from events where position = 50',
      'update events set position = position - 1000000 where position > 50',
      'update events set position = position + 999999 where position < 0',
    );
    expect(findings).toContainEqual(['seal', 50]);
  });

  test('putting one in', async () => {
    const findings = await first(
      `insert into events (position, ${copy}) select (select max(position) + 1 from events), gen_random_uuid(), 'forged', 1, type, schema_version, occurred_at,
         (select max(recorded_at) from events), content_hash(('forged'), type, schema_version, data), data, meta, seal from events where position = 50`,
    );
    expect(findings).toContainEqual(['seal', anchor.position + 1]);
  });

  test('changing the places of two', async () => {
    const findings = await first(
      'update events set position = -50 where position = 50',
      'update events set position = 50 where position = 51',
      'update events set position = 51 where position = -50',
    );
    expect(findings).toContainEqual(['seal', 50]);
  });

  test('cutting the end off shows against the anchor alone', async () => {
    const cut = await after(
      'delete from streams where stream_id in (select stream_id from events where position > 55)',
      'delete from events where position > 55',
    );
    expect(cut.findings.map(({ check, position }) => [check, position])).toEqual([['anchor', anchor.position]]);
    expect(cut.head.position).toBe(55);
  });

  test('writing the whole chain again shows against the anchor alone', async () => {
    const findings = await first(
      `update events set meta = '{"userId": "forger"}' where position = 50`,
      `do $$ declare s bytea := ''; e events%rowtype; begin
         for e in select * from events order by position loop
           s := sha256(s || seal_link(e.position, e.event_id, e.stream_version, e.occurred_at, e.recorded_at, e.content_hash, e.meta));
           update events set seal = s where position = e.position;
         end loop; end $$`,
    );
    expect(findings).toEqual([['anchor', anchor.position]]);
  });

  test('changing the version that a stream is noted at, or what became of a report', async () => {
    expect(await first(`update streams set version = 9 where stream_id = 'threshold-line'`)).toEqual([
      ['streams', null],
    ]);
    expect(await first(`update reports set status = 'failed' where status = 'coded'`)).toEqual([['inbox', null]]);
    expect(await first('delete from reports')).toEqual([['inbox', null]]);
  });
});
