import { sql } from 'drizzle-orm';
import { type Day, daysBetween } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import { TENSION } from '../domain/indicator.ts';
import { pointOn } from '../domain/series.ts';
import { decay, decayedMass, reachOf, residual, rounded } from '../domain/tension.ts';
import type { Executor } from '../log/database.ts';
import type { ContributionRow, ContributionsAnswer, EventView } from '../wire/api.ts';
import { loadEvents } from './event-views.ts';
import { loadFacts } from './facts.ts';
import type { ContributionsQuery } from './queries.ts';

type StorySum = {
  story: string;
  day: Day;
  conflict: string;
  cooperation: string;
  non_state: boolean;
  events: string[];
};

/** What is behind one point: its stories, biggest share first; the shares add up to the value. */
export async function askContributions(
  db: Executor,
  query: ContributionsQuery,
  asOf: Position,
): Promise<ContributionsAnswer> {
  const { subject, indicator, at } = query;
  const facts = await loadFacts(db, subject);
  const point = pointOn(indicator, facts, at);
  const decays = indicator === 'tension';
  const stories = await loadStories(db, query, decays ? reachOf(at) : at);
  const events = await loadStoryEvents(db, stories);
  const mass = decays ? decayedMass(facts.sums, at) : dayMass(stories);
  const r = residual(mass);
  const rows = stories.map((story): ContributionRow => {
    const conflict = Number(story.conflict) / 1000;
    const cooperation = Number(story.cooperation) / 1000;
    const weight = decays ? decay(daysBetween(story.day, at)) : 1;
    const part = weight * (conflict - TENSION.relief * cooperation);
    const share = decays
      ? r > 0
        ? ((point.value ?? 0) * part) / r
        : 0
      : indicator === 'conflict'
        ? conflict
        : cooperation;
    return {
      story: story.story,
      eventDay: story.day,
      conflict,
      cooperation,
      decay: rounded(weight),
      share: rounded(share),
      nonState: story.non_state,
      events: story.events.flatMap(id => events.get(id) ?? []),
    };
  });
  const relevant =
    indicator === 'conflict'
      ? rows.filter(row => row.conflict > 0)
      : indicator === 'cooperation'
        ? rows.filter(row => row.cooperation > 0)
        : rows;
  relevant.sort(
    (a, b) =>
      Math.abs(b.share) - Math.abs(a.share) ||
      (a.eventDay < b.eventDay ? 1 : a.eventDay > b.eventDay ? -1 : 0) ||
      (a.story < b.story ? -1 : 1),
  );
  return {
    subject,
    indicator,
    at,
    asOf,
    value: point.value,
    conflictMass: rounded(mass.conflict),
    cooperationMass: rounded(mass.cooperation),
    coverage: point.coverage,
    reports: point.reports,
    outlets: point.outlets,
    rows: relevant,
  };
}

function dayMass(stories: readonly StorySum[]): { conflict: number; cooperation: number } {
  const sum = (key: 'conflict' | 'cooperation') =>
    stories.reduce((total, story) => total + Number(story[key]), 0) / 1000;
  return { conflict: sum('conflict'), cooperation: sum('cooperation') };
}

async function loadStories(db: Executor, { subject, at }: ContributionsQuery, from: Day): Promise<StorySum[]> {
  const { rows } = await db.execute<StorySum>(
    sql`select story, event_day::text as day, sum(conflict) as conflict, sum(cooperation) as cooperation, bool_or(non_state) as non_state,
          array(select m.coded_event_id::text from story_members m where m.story = c.story and m.until_position is null order by m.since_position, m.since_seq) as events
        from contributions c where subject = ${subject} and event_day between ${from} and ${at}
        group by story, event_day having sum(stories) > 0`,
  );
  return rows;
}

async function loadStoryEvents(db: Executor, stories: readonly StorySum[]): Promise<Map<string, EventView>> {
  const ids = stories.flatMap(story => story.events);
  if (ids.length === 0) return new Map();
  const events = await loadEvents(
    db,
    sql`e.status = 'coded' and e.coded_event_id = any(${sql.param(ids)}::uuid[])`,
    sql`e.position desc, e.seq`,
    10_000,
  );
  return new Map(events.map(event => [event.id, event]));
}
