import { type SQL, sql } from 'drizzle-orm';
import { worthOf } from '../domain/story.ts';
import type { Without } from '../domain/without.ts';
import type { Transaction } from '../log/database.ts';
import { json } from './json.ts';
import type { MemberRow } from './story-ledger.ts';
import { loadMembers } from './story-tables.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Names = { sources: string[]; families: string[]; stories: string[] };

/** A story that loses a member, and what it is worth without: null when none is left. */
type Left = { story: string; day: string | null; at: string | null; conflict: number; cooperation: number };

/**
 * Lets every question of this transaction be asked of the views without some sources, outlet families or stories: tables of
 * the same names stand before those of the views until it is rolled back. Each story that loses a member is valued again
 * from those that remain; reports that are left out no longer cover anything. A story that is left out leaves its
 * reports, which were there and told of other things.
 */
export async function leaveOut(tx: Transaction, without: Without): Promise<void> {
  const { rows } = await tx.execute<{ schema: string }>(sql`select current_schema() as schema`);
  const base = (table: string): SQL => sql.raw(`"${rows[0]?.schema ?? 'public'}"."${table}"`);
  const names = await resolve(tx, without);
  const touched = await loadMembers(
    tx,
    sql`m.until_position is null and m.story in (select n.story from story_members n where n.until_position is null and ${gone(sql`n`, names)})`,
  );
  const left = valueAgain(touched, names);
  // What comes from outside is inserted into tables: a view cannot take parameters.
  await tx.execute(
    sql`create temp table gone_stories (story uuid, day date, at timestamptz, conflict int, cooperation int) on commit drop`,
  );
  await tx.execute(sql`insert into gone_stories
    select * from jsonb_to_recordset(${json(left)}) as s(story uuid, day date, at timestamptz, conflict int, cooperation int)`);
  await tx.execute(sql`create temp table gone_members (coded_event_id uuid) on commit drop`);
  await tx.execute(sql`insert into gone_members
    select n.coded_event_id from ${base('story_members')} n where n.until_position is null and ${gone(sql`n`, names)}`);
  await tx.execute(sql`create temp table gone_reports (report_id uuid) on commit drop`);
  await tx.execute(sql`insert into gone_reports select r.report_id from ${base('report_days')} r
    where r.source_id = any(${sql.param(names.sources)}::uuid[]) or r.outlet_family = any(${sql.param(names.families)}::text[])`);
  await tx.execute(sql`create temp table changed_rows on commit drop as
    select c.*, row_number() over (partition by c.story, c.subject order by c.position desc, c.seq desc) as nth
    from ${base('contributions')} c where c.story in (select story from gone_stories)`);
  const columns =
    sql.raw(`subject, event_day, event_at, conflict, cooperation, reason, story, report_id, coded_event_id, type, mode, quad,
    factuality, confidence, scope, non_state, source, outlet_family, stories`);
  await tx.execute(sql`create temp view contributions as
    select position, seq, ${columns} from ${base('contributions')} c where c.story not in (select story from gone_stories)
    union all
    select t.position, t.seq, t.subject, g.day, g.at, g.conflict, g.cooperation, t.reason, t.story, t.report_id, t.coded_event_id, t.type, t.mode, t.quad,
      t.factuality, t.confidence, t.scope, t.non_state, t.source, t.outlet_family, 1::smallint
    from changed_rows t join gone_stories g on g.story = t.story where t.nth = 1 and g.day is not null`);
  await tx.execute(sql`create temp view subject_days as
    select subject, day, sum(conflict)::bigint as conflict, sum(cooperation)::bigint as cooperation, sum(stories)::int as stories from (
      select subject, day, conflict, cooperation, stories from ${base('subject_days')}
      union all select subject, event_day, -conflict, -cooperation, -stories from changed_rows
      union all select t.subject, g.day, g.conflict, g.cooperation, 1 from changed_rows t join gone_stories g on g.story = t.story
        where t.nth = 1 and g.day is not null) s
    group by subject, day having sum(stories) <> 0`);
  await tx.execute(sql`create temp view report_days as
    select * from ${base('report_days')} r where r.report_id not in (select report_id from gone_reports)`);
  await tx.execute(sql`create temp view story_members as
    select * from ${base('story_members')} m where m.coded_event_id not in (select coded_event_id from gone_members)`);
  await tx.execute(sql`create temp view coded_events as select * from ${base('coded_events')} e
    where e.coded_event_id not in (select coded_event_id from gone_members) and e.report_id not in (select report_id from gone_reports)`);
}

/** Members `n` that are left out. */
function gone(n: SQL, { sources, families, stories }: Names): SQL {
  return sql`(${n}.source = any(${sql.param(sources)}::uuid[]) or ${n}.outlet_family = any(${sql.param(families)}::text[])
    or ${n}.story = any(${sql.param(stories)}::uuid[]))`;
}

/** Ids of the sources by id or name, and of the stories by any of their members. */
async function resolve(tx: Transaction, { sources, families, stories }: Without): Promise<Names> {
  const known = await tx.execute<{ id: string }>(
    sql`select source_id as id from sources where source_id::text = any(${sql.param(sources)}::text[]) or name = any(${sql.param(sources)}::text[])`,
  );
  const ids = stories.filter(id => UUID.test(id));
  const named = await tx.execute<{ id: string }>(
    sql`select distinct story as id from story_members where until_position is null
        and (coded_event_id = any(${sql.param(ids)}::uuid[]) or story = any(${sql.param(ids)}::uuid[]))`,
  );
  return {
    sources: known.rows.map(row => row.id),
    families: [...families],
    stories: named.rows.map(row => row.id),
  };
}

function valueAgain(touched: readonly MemberRow[], { sources, families, stories }: Names): Left[] {
  const members = new Map<string, MemberRow[]>();
  for (const row of touched) members.set(row.story, [...(members.get(row.story) ?? []), row]);
  return [...members].map(([story, all]): Left => {
    const rest = all
      .map(row => row.member)
      .filter(it => !stories.includes(story) && !sources.includes(it.source) && !families.includes(it.outletFamily));
    if (rest.length === 0) return { story, day: null, at: null, conflict: 0, cooperation: 0 };
    const { day, at, amount } = worthOf(rest);
    return { story, day, at, conflict: Math.max(0, -amount), cooperation: Math.max(0, amount) };
  });
}
