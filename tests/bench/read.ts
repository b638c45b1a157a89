import pg from 'pg';
import type { Day } from '../../packages/core/src/domain/day.ts';
import type { Subject } from '../../packages/core/src/domain/subject.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { migrate } from '../../packages/core/src/log/migrate.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { countryCodes } from '../../packages/core/src/views/names.ts';
import { ensureViews } from '../../packages/core/src/views/rebuild.ts';
import { print, quantile } from './figures.ts';
import { onLocalPostgres } from './local.ts';
import { fill } from './read-data.ts';

const LAST_DAY = '2026-11-24';
const SHAPE = { reports: 250_000, subjects: 10_000, days: 730, lastDay: LAST_DAY };
const YEAR = { from: '2025-11-25', to: LAST_DAY };
const ROUNDS = 60;

/** What the pages ask, of a million contributions and ten thousand subjects. */
export async function benchRead(): Promise<void> {
  await onLocalPostgres(async url => {
    await load(url);
    await measure(url);
  });
}

async function load(url: string): Promise<void> {
  await migrate(url);
  const db = openDatabase(url, { max: 4 });
  await ensureViews(db);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fill(client, SHAPE, countryCodes.slice(0, 200));
  await client.end();
  await db.$client.end();
}

async function measure(url: string): Promise<void> {
  const db = openDatabase(url, { max: 4 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const pairs = await someSubjects(client);
  const { rows } = await client.query(
    `select (select count(*) from contributions) as contributions, (select count(distinct subject) from subject_days) as subjects`,
  );
  print('loaded', rows[0]);
  await client.end();
  const queries = createQueries(db, () => LAST_DAY);
  const at = pairs.at(0)?.position ?? 0;
  const busiest = pairs.slice(0, 1);
  const one = (subject: Subject) => ({ subject, indicator: 'tension' as const });
  await time('a year of a pair', 50, pairs, ({ subject }) => queries.series({ ...one(subject), ...YEAR }));
  await time('a year of the busiest pair', 50, busiest, it => queries.series({ ...one(it.subject), ...YEAR }));
  await time('a year of a pair, as of', 200, pairs, ({ subject }) =>
    queries.series({ ...one(subject), ...YEAR, asOf: at }),
  );
  await time('a year of the busiest pair, as of', 200, busiest, it =>
    queries.series({ ...one(it.subject), ...YEAR, asOf: at }),
  );
  await time('overview', 300, pairs.slice(0, 5), () => queries.subjects({ limit: 50 }));
  await time('drawer', 150, pairs, ({ subject, day }) => queries.contributions({ ...one(subject), at: day }));
  await time('drawer of the busiest pair', 150, busiest, it =>
    queries.contributions({ ...one(it.subject), at: it.day }),
  );
  await time('a year of a country', 50, pairs, ({ country }) => queries.series({ ...one(country), ...YEAR }));
  await time('a year of stress', 50, pairs.slice(0, 20), ({ country }) =>
    queries.series({ subject: country, indicator: 'stress', ...YEAR }),
  );
  await time('a year of the world', 50, pairs.slice(0, 5), () =>
    queries.series({ subject: 'world', indicator: 'threat-act', from: '2026-08-27', to: LAST_DAY }),
  );
  await db.$client.end();
}

type Asked = { subject: Subject; country: Subject; day: Day; position: number };

/** Pairs as readers ask for them: drawn by their reports, the busiest first, each with a day on which something happened. */
async function someSubjects(client: pg.Client): Promise<Asked[]> {
  const { rows } = await client.query<Asked>(
    `(select subject, left(subject, 3) as country, max(event_day)::text as day, 2 * ${SHAPE.reports} * 3 / 4 as position
        from contributions where subject like '%-%' group by subject order by count(*) desc limit 1)
     union all
     (select subject, left(subject, 3), event_day::text, 2 * ${SHAPE.reports} * 3 / 4 from contributions
        where subject like '%-%' and event_day > '${YEAR.from}' order by md5(position::text) limit ${ROUNDS - 1})`,
  );
  return rows;
}

/** Asks for each of some things, after one to warm up, one at a time; prints the spread of the answers' times. */
async function time<T>(
  name: string,
  bar: number,
  asked: readonly T[],
  ask: (it: T) => Promise<unknown>,
): Promise<void> {
  const list = asked.length === 1 ? Array.from({ length: 20 }, () => asked).flat() : asked;
  const [first] = list;
  if (first !== undefined) await ask(first);
  const samples: number[] = [];
  for (const it of list) {
    const began = performance.now();
    await ask(it);
    samples.push(performance.now() - began);
  }
  const ms = (share: number) => `${quantile(samples, share).toFixed(1)} ms`;
  print(name, { p50: ms(0.5), p95: ms(0.95), bar: `${bar} ms` });
}
