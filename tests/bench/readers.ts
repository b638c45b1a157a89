import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { append } from '../../packages/core/src/log/append.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { migrate } from '../../packages/core/src/log/migrate.ts';
import { readAll } from '../../packages/core/src/log/read.ts';
import { withDatabase } from '../setup/database-url.ts';
import { measureEmmett } from './emmett.ts';
import { print } from './figures.ts';
import { onLocalPostgres } from './local.ts';

const WRITERS = 8;
const SECONDS = 6;
const POLL_MS = 2;

type Tail = { name: string; read(): Promise<string[]> };
export type Loss = { committed: number; lost: number };

/** Events that a reader never sees which follows a log by its end, while eight writers append. */
export async function benchReaders(): Promise<void> {
  await onLocalPostgres(async url => {
    await migrate(url);
    for (const [name, hold] of [
      ['single inserts', false],
      ['transactions of 0 to 3 ms, 3 % undone', true],
    ] as const) {
      for (const [reader, loss] of Object.entries(await onSequence(url, hold))) tell(`${reader}, ${name}`, loss);
      tell(`ours, ${name}`, await onOurs(url, hold));
    }
    const address = withDatabase(url, 'emmett');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create database emmett');
    await client.end();
    const emmett = await measureEmmett(address, WRITERS, SECONDS);
    if (emmett === null) process.stdout.write('Emmett could not be installed, and is left out.\n');
    else tell('Emmett 0.42.0, its own appends and its own consumer', emmett);
  });
}

function tell(name: string, { committed, lost }: Loss): void {
  print(name, { committed, lost, share: `${((100 * lost) / committed).toFixed(2)} %` });
}

/** Positions from a sequence, with the two readers that are usual. */
async function onSequence(url: string, hold: boolean): Promise<Record<string, Loss>> {
  const pool = new pg.Pool({ connectionString: url, max: WRITERS + 2 });
  await pool.query('drop table if exists sequence_log');
  await pool.query(
    'create table sequence_log (position bigserial primary key, xid xid8 not null default pg_current_xact_id(), id uuid not null)',
  );
  const tail = (name: string, where: string): Tail => {
    let last = 0;
    return {
      name,
      read: async () => {
        const { rows } = await pool.query<{ position: string; id: string }>(
          `select position, id from sequence_log where position > $1 ${where} order by sequence_log.position limit 500`,
          [last],
        );
        last = Number(rows.at(-1)?.position ?? last);
        return rows.map(row => row.id);
      },
    };
  };
  const tails = [
    tail('greater position', ''),
    tail('greater position, below the oldest transaction', 'and xid < pg_snapshot_xmin(pg_current_snapshot())'),
  ];
  const write = async (id: string): Promise<boolean> => {
    if (!hold) {
      await pool.query('insert into sequence_log (id) values ($1)', [id]);
      return true;
    }
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('insert into sequence_log (id) values ($1)', [id]);
      await delay(3 * Math.random());
      const keep = Math.random() > 0.03;
      await client.query(keep ? 'commit' : 'rollback');
      return keep;
    } finally {
      client.release();
    }
  };
  const losses = await race(write, tails);
  await pool.end();
  return losses;
}

/** Ours: gapless positions under the append lock, and the simplest of readers. */
async function onOurs(url: string, hold: boolean): Promise<Loss> {
  const db = openDatabase(url, { max: WRITERS + 1 });
  let last = (await readAll(db, 0, 1_000_000)).at(-1)?.position ?? 0;
  const tail: Tail = {
    name: 'ours',
    read: async () => {
      const events = await readAll(db, last, 500);
      last = events.at(-1)?.position ?? last;
      return events.map(event => event.eventId);
    },
  };
  const event = (eventId: string) => ({
    type: 'ThresholdRemoved' as const,
    eventId,
    streamId: `line-${eventId}`,
    data: { thresholdId: eventId },
  });
  const write = async (id: string): Promise<boolean> => {
    if (!hold) {
      await append(db, [event(id)]);
      return true;
    }
    const keep = Math.random() > 0.03;
    const undo = new Error('undone');
    await db
      .transaction(async tx => {
        await append(tx, [event(id)]);
        await delay(3 * Math.random());
        if (!keep) throw undo;
      })
      .catch(error => {
        if (error !== undo) throw error;
      });
    return keep;
  };
  const { ours } = await race(write, [tail]);
  await db.$client.end();
  if (!ours) throw new Error('the reader was lost altogether');
  return ours;
}

/** Lets writers and readers run against each other, then readers alone until nothing more comes. */
async function race(write: (id: string) => Promise<boolean>, tails: readonly Tail[]): Promise<Record<string, Loss>> {
  const committed = new Set<string>();
  const until = Date.now() + 1_000 * SECONDS;
  let writing = true;
  const reading = tails.map(async tail => {
    const seen = new Set<string>();
    for (let quiet = 0; quiet < 50; ) {
      const ids = await tail.read();
      for (const id of ids) seen.add(id);
      quiet = writing || ids.length > 0 ? 0 : quiet + 1;
      if (ids.length === 0) await delay(POLL_MS);
    }
    return [tail.name, seen] as const;
  });
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (Date.now() < until) {
        const id = randomUUID();
        if (await write(id)) committed.add(id);
      }
    }),
  );
  writing = false;
  const seen = await Promise.all(reading);
  return Object.fromEntries(
    seen.map(([name, ids]) => [
      name,
      { committed: committed.size, lost: [...committed].filter(id => !ids.has(id)).length },
    ]),
  );
}
