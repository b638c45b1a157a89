import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayNumber } from '../../packages/core/src/domain/day.ts';
import {
  foldFacts,
  type LedgerRow,
  type ReadReport,
  type StoryMember,
} from '../../packages/core/src/domain/fold-facts.ts';
import { indicatorsOf } from '../../packages/core/src/domain/indicator.ts';
import type { LoggedEvent } from '../../packages/core/src/domain/log-event.ts';
import { readerOf } from '../../packages/core/src/domain/reading.ts';
import { kindOf } from '../../packages/core/src/domain/subject.ts';
import { dangerOf } from '../../packages/core/src/domain/threat-act.ts';
import type { Database } from '../../packages/core/src/log/database.ts';
import { replay } from '../../packages/core/src/log/inbox.ts';
import { ensureLocalSource, registerDemoSource, withdrawSources } from '../../packages/core/src/log/sources.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { type Act, codingOf, openTestLog, projectAll, receiveReport, recordCoding } from './support/log.ts';
import { reference, type World } from './support/reference.ts';

const FROM = '2024-01-01';
const DAYS = 60;
const TO = addDays(FROM, DAYS + 13);
const COUNTRIES = ['IRQ', 'USA', 'IRN'] as const;
const SUBJECTS = ['IRQ-USA', 'IRN-IRQ', 'IRQ', 'USA', 'world'];

/** A report as a test tells it: when it was published, by whom, and its acts, some days before at the most. */
type Told = { day: number; outlet: string; text: number; acts: Act[]; countries: string[]; demo: boolean };

const act = fc
  .record({
    type: fc.constantFrom('ASSAULT', 'THREATEN', 'ACCUSE', 'AGREE', 'AID', 'COERCE', 'PROTEST' as const),
    a: fc.nat({ max: 2 }),
    b: fc.nat({ max: 2 }),
    before: fc.nat({ max: 5 }),
    p: fc.integer({ min: 500, max: 1_000 }),
    seize: fc.boolean(),
    lemma: fc.nat({ max: 3 }),
  })
  .map(({ type, a, b, before, p, seize, lemma }) => (day: number): Act => {
    const [x, y] = [COUNTRIES[a] ?? 'IRQ', COUNTRIES[b] ?? 'IRQ'];
    const mode = type === 'COERCE' && seize ? 'seize' : null;
    return [type, x, y, addDays(FROM, Math.max(0, day - before)), p / 1_000, mode, [lemma, lemma + 10]];
  });
const told = fc
  .record({
    day: fc.nat({ max: DAYS - 1 }),
    outlet: fc.constantFrom('Gazette', 'Herald', 'Courier'),
    text: fc.nat({ max: 12 }),
    acts: fc.array(act, { maxLength: 3 }),
    other: fc.nat({ max: 2 }),
    demo: fc.boolean(),
  })
  .map(({ acts, other, ...rest }): Told => {
    const made = acts.map(it => it(rest.day));
    const countries = [...new Set([...made.flatMap(([, a, b]) => [a, b]), COUNTRIES[other] ?? 'IRQ'])].sort();
    return { ...rest, acts: made, countries };
  });

/** Sends and reads reports in an order; those named again are read again, as after a fault. */
async function live(db: Database, reports: readonly Told[], again: readonly number[] = []): Promise<void> {
  const sources = [await ensureLocalSource(db), await registerDemoSource(db)] as const;
  for (const [i, { day, outlet, text, acts, countries, demo }] of reports.entries()) {
    const words = `Text ${text} of what happened there, in so many words as it takes`;
    const publishedAt = addDays(FROM, day);
    const fields = { id: `${text}-${day}-${demo}`, text: words, publishedAt, outlet };
    const reportId = await receiveReport(db, sources[demo ? 1 : 0], fields).catch(() => null);
    // The same report twice: at most one of them counts.
    if (reportId === null) continue;
    await recordCoding(db, reportId, codingOf(acts, countries));
    if (again.includes(i)) {
      await replay(db, reportId, 'operator');
      await recordCoding(db, reportId, codingOf(acts, countries));
    }
  }
  await projectAll(db, 9);
}

/** Every reading of every indicator and subject, as the API answers it. */
async function readings(db: Database): Promise<Map<string, (number | null)[]>> {
  const queries = createQueries(db, () => TO);
  const all = new Map<string, (number | null)[]>();
  for (const subject of SUBJECTS) {
    for (const indicator of indicatorsOf(kindOf(subject))) {
      const { points } = await queries.series({ subject, indicator, from: FROM, to: TO });
      all.set(
        `${subject} ${indicator}`,
        points.map(point => point.value),
      );
    }
  }
  return all;
}

type Report = ReadReport & { reportId: string; read: boolean };

/** Everything that the views hold, as it stands, row by row. */
async function everything(db: Database): Promise<{
  ledger: LedgerRow[];
  members: StoryMember[];
  reports: Report[];
  events: (LoggedEvent & { reportId: string })[];
}> {
  const ledger = await db.execute<LedgerRow>(
    sql`select subject, event_day::text as "eventDay", conflict, cooperation, stories, story, confidence, quad, scope from contributions order by random()`,
  );
  const members = await db.execute<StoryMember>(
    sql`select m.story, m.coded_event_id as "codedEventId", m.report_id as "reportId", e.type, e.data ->> 'mode' as mode, m.confidence, m.day::text, m.strength
        from story_members m join coded_events e on e.coded_event_id = m.coded_event_id and e.until_position is null where m.until_position is null order by random()`,
  );
  const events = await db.execute<{ data: LoggedEvent; reportId: string }>(
    sql`select data, report_id as "reportId" from coded_events where status = 'coded' and until_position is null`,
  );
  const reports = await db.execute<Report>(
    sql`select report_id as "reportId", published_day::text as "publishedDay", earliest_event_day::text as "earliestEventDay", outlet, countries, text_key as text,
          outcome in ('coded', 'not-coded') and withdrawn_position is null as counted, outcome in ('coded', 'not-coded') and withdrawn_position is null as read
        from report_days order by random()`,
  );
  const all = events.rows.map(({ data, reportId }) => ({ ...data, reportId }));
  return {
    ledger: ledger.rows,
    members: members.rows,
    events: all,
    reports: reports.rows.map(report => ({
      ...report,
      dangers: all.flatMap(event => {
        const kind = event.reportId === report.reportId ? dangerOf(event.type, event.mode) : null;
        return kind === null ? [] : [{ kind, places: countriesIn(event) }];
      }),
    })),
  };
}

function countriesIn(event: LoggedEvent): string[] {
  return [...event.actors, ...event.recipients].flatMap(({ country }) => (country === null ? [] : [country]));
}

function worldOf({ ledger, members, reports, events }: Awaited<ReturnType<typeof everything>>): World {
  const textOf = (report: Report) => `${report.text ?? report.reportId}`;
  const worth = new Map<string, number>();
  for (const row of ledger.filter(it => it.subject === 'world'))
    worth.set(row.story, (worth.get(row.story) ?? 0) + row.conflict);
  const onDay = new Map<string, number>();
  for (const { story, eventDay, stories } of ledger.filter(it => it.subject === 'world'))
    onDay.set(`${story} ${eventDay}`, (onDay.get(`${story} ${eventDay}`) ?? 0) + stories);
  // A story that moved has rows on several days and stands on the one that they leave it on.
  const stands = new Map(
    [...onDay].flatMap(([key, stories]) => {
      const [story = '', day = ''] = key.split(' ');
      return stories > 0 ? [[story, dayNumber(day)] as const] : [];
    }),
  );
  return {
    rows: ledger.map(row => ({ ...row, day: dayNumber(row.eventDay) })),
    reports: reports.map(report => ({
      published: dayNumber(report.publishedDay),
      first: Math.min(dayNumber(report.publishedDay), dayNumber(report.earliestEventDay ?? report.publishedDay)),
      counted: report.counted,
      read: report.read,
      countries: [...report.countries],
      text: textOf(report),
    })),
    events: events.flatMap(event => {
      const member = members.find(it => it.codedEventId === event.id);
      const report = reports.find(it => it.reportId === event.reportId);
      if (!member || !report?.read) return [];
      const own = members.filter(it => it.story === member.story);
      const alone = Math.max(...own.map(it => Math.abs(it.strength)));
      const named = countriesIn(event);
      const dyads = named.flatMap(a => named.filter(b => a < b).map(b => `${a}-${b}`));
      return [
        {
          subjects: [...named, ...dyads, 'world'],
          day: stands.get(member.story) ?? 0,
          published: dayNumber(report.publishedDay),
          text: textOf(report),
          type: event.type,
          mode: event.mode,
          score: event.score,
          p: member.confidence / 1_000,
          attention: Math.round((100 * (worth.get(member.story) ?? 0)) / alone) / 100,
        },
      ];
    }),
  };
}

test('running sums, the fold of the ledger and a plain reading of the definitions agree, for every indicator', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 20, maxLength: 60 }), fc.boolean(), async (reports, withdraws) => {
      const own = await openTestLog();
      try {
        await live(own.db, reports, [3, 7]);
        if (withdraws) {
          const demo = await registerDemoSource(own.db);
          await withdrawSources(own.db, [demo.sourceId], 'operator');
          await projectAll(own.db);
        }
        const answers = await readings(own.db);
        const all = await everything(own.db);
        const world = worldOf(all);
        for (const [key, values] of answers) {
          const [subject = '', name = ''] = key.split(' ');
          const indicator = indicatorsOf(kindOf(subject)).find(it => it === name) ?? 'tension';
          const read = readerOf(indicator, foldFacts(subject, all.ledger, all.members, all.reports));
          values.forEach((value, i) => {
            const day = addDays(FROM, i);
            expect(read(day).value, `${key} on ${day}, folded`).toBe(value);
            const plain = reference(world, indicator, subject, dayNumber(day));
            if (plain === null || value === null) expect(value, `${key} on ${day}`).toBe(plain);
            else expect(value, `${key} on ${day}`).toBeCloseTo(plain, 5);
          });
        }
      } finally {
        await own.drop();
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
}, 240_000);

test('late, out of order and twice: the readings are those of the tidy order', async () => {
  const orders = fc
    .uniqueArray(told, {
      minLength: 10,
      maxLength: 30,
      selector: it => `${it.text} ${it.day} ${it.demo}`,
    })
    .chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  await fc.assert(
    fc.asyncProperty(orders, async ([list, shuffled]) => {
      const tidy = await openTestLog();
      const untidy = await openTestLog();
      try {
        await live(
          tidy.db,
          list.toSorted((a, b) => a.day - b.day),
        );
        await live(untidy.db, [...shuffled, ...shuffled.slice(0, 5)], [0, 4]);
        expect(await readings(untidy.db)).toEqual(await readings(tidy.db));
      } finally {
        await tidy.drop();
        await untidy.drop();
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 240_000);
