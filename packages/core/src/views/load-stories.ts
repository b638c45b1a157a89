import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';
import { lookBack } from './facts.ts';
import { IN_FORCE } from './in-force.ts';
import { pairsWith } from './ledger.ts';
import type { ContributionsQuery } from './queries.ts';

/** What a story adds to a subject, in milli-points, with the coded events that tell it. */
export type StorySum = {
  story: string;
  subject: Subject;
  day: Day;
  conflict: number;
  cooperation: number;
  nonState: boolean;
  events: string[];
};

/** The stories that a reading can be made of: those of its rows that are in force. */
export async function loadStories(db: Executor, query: ContributionsQuery): Promise<StorySum[]> {
  const { rows } = await db.execute<
    Omit<StorySum, 'conflict' | 'cooperation'> & Record<'conflict' | 'cooperation', string>
  >(
    sql`select c.story, c.subject, c.event_day::text as day, sum(c.conflict) as conflict, sum(c.cooperation) as cooperation,
          bool_or(c.non_state) as "nonState", array(select m.coded_event_id::text from story_members m where m.story = c.story and m.until_position is null order by m.since_position, m.since_seq) as events
        from contributions c where ${usedBy(query)}
        group by c.story, c.subject, c.event_day having sum(c.stories) > 0`,
  );
  return rows.map(row => ({ ...row, conflict: Number(row.conflict), cooperation: Number(row.cooperation) }));
}

const THREAT = sql`c.type in ('THREATEN', 'MOBILIZE')`;
const ACT = sql`(c.type = 'ASSAULT' or (c.type = 'COERCE' and c.mode = 'seize'))`;

/** Rows `c` of the ledger that the reading looks at. */
function usedBy({ subject, indicator, at }: ContributionsQuery): SQL {
  switch (indicator) {
    case 'threat-act':
      return publishedOn(subject, at, sql`(${THREAT} or ${ACT})`);
    case 'threat':
      return publishedOn(subject, at, THREAT);
    case 'act':
      return publishedOn(subject, at, ACT);
    case 'stress':
      return sql`${inReach(indicator, at)} and (c.subject = any(${sql.param(pairsWith(subject))}::text[])
          or (c.subject = ${subject} and c.scope = 'domestic'))`;
    case 'escalation':
    case 'tension':
    case 'conflict':
    case 'cooperation':
    case 'conflict-share':
    case 'peak-severity':
    case 'deeds-share':
      return sql`${inReach(indicator, at)} and c.subject = ${subject}`;
  }
}

function inReach(indicator: ContributionsQuery['indicator'], at: Day): SQL {
  const since = indicator === 'escalation' ? at : lookBack(indicator, at);
  return since === null ? sql`c.event_day <= ${at}` : sql`c.event_day between ${since} and ${at}`;
}

function publishedOn(subject: Subject, at: Day, what: SQL): SQL {
  return sql`c.subject = ${subject} and ${what}
      and c.report_id in (select r.report_id from report_days r where r.published_day = ${at} and ${IN_FORCE})`;
}
