import { sql } from 'drizzle-orm';
import { subjectsOf } from '../domain/contribution.ts';
import type { Position } from '../domain/ids.ts';
import { readKey, worthOf } from '../domain/story.ts';
import type { Executor } from '../log/database.ts';
import type { StoryAnswer } from '../wire/api.ts';
import { loadEvents } from './event-views.ts';
import { loadMembers } from './story-tables.ts';

/** Tellings of one story that are shown. */
const SHOWN = 200;

/**
 * A story by its id, or by that of any of its members, so that a link holds when stories are joined: its tellings, what it
 * is worth and why, and each change of it. Null when no story in force has such a member.
 */
export async function askStory(db: Executor, id: string, asOf: Position): Promise<StoryAnswer | null> {
  const placed = await loadMembers(
    db,
    sql`m.until_position is null and m.story in (select n.story from story_members n where n.coded_event_id = ${id} and n.until_position is null
      union select s.story from story_members s where s.story = ${id} and s.until_position is null)`,
  );
  const [first] = placed;
  if (!first) return null;
  const members = placed.map(it => it.member);
  const worth = worthOf(members);
  const events = await loadEvents(
    db,
    sql`e.status = 'coded' and e.coded_event_id = any(${sql.param(members.slice(0, SHOWN).map(it => it.id))}::uuid[])`,
    sql`r.published_at nulls last, e.position, e.seq`,
    SHOWN,
  );
  const families = new Map<string, Set<string>>();
  for (const member of members)
    families.set(member.outletFamily, (families.get(member.outletFamily) ?? new Set()).add(member.reportId));
  const { rows } = await db.execute<{
    position: string;
    at: string;
    day: string;
    reason: StoryAnswer['changes'][number]['reason'];
    conflict: number;
    cooperation: number;
    reportId: string;
  }>(
    sql`select c.position, to_char(v.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, c.event_day::text as day, c.reason, c.conflict, c.cooperation,
          c.report_id as "reportId"
        from contributions c join events v on v.position = c.position where c.story = ${first.story} and c.subject = 'world' order by c.position, c.seq`,
  );
  return {
    story: first.story,
    asOf,
    day: worth.day,
    conflict: Math.max(0, -worth.amount) / 1000,
    cooperation: Math.max(0, worth.amount) / 1000,
    attention: worth.attention,
    reports: new Set(members.map(it => it.reportId)).size,
    texts: worth.groups,
    families: [...families]
      .map(([family, reports]) => ({ family, reports: reports.size }))
      .sort((a, b) => b.reports - a.reports || (a.family < b.family ? -1 : 1)),
    subjects: subjectsOf(readKey(worth.key)).map(({ subject }) => subject),
    events,
    more: members.length - events.length,
    changes: rows.map(row => ({
      ...row,
      position: Number(row.position),
      conflict: row.conflict / 1000,
      cooperation: row.cooperation / 1000,
    })),
  };
}
