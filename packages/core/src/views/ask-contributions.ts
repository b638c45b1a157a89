import { daysBetween } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import { type IndicatorName, SHARES, TENSION } from '../domain/indicator.ts';
import { decay, type Mass, rounded } from '../domain/mass.ts';
import { readingOn } from '../domain/reading.ts';
import { isSureEnough } from '../domain/severity.ts';
import { residual } from '../domain/tension.ts';
import type { Executor } from '../log/database.ts';
import type { ContributionRow, ContributionsAnswer, EventView } from '../wire/api.ts';
import { loadCounted } from './event-views.ts';
import { type FactsOfSubject, loadFacts } from './facts.ts';
import { loadStories, type StorySum } from './load-stories.ts';
import type { ContributionsQuery } from './queries.ts';

/** Stories that are shown unless more are asked for. */
const SHOWN = 200;
/** Tellings of one story that are shown. */
const TELLINGS = 20;

/** A story with its weight in a reading, before its words are loaded. */
type Weighed = { story: StorySum; conflict: number; cooperation: number; weight: number; share: number | null };

/** What is behind one point: its stories, biggest share first; the shares add up to the value where it has parts. */
export async function askContributions(
  db: Executor,
  query: ContributionsQuery,
  asOf: Position,
): Promise<ContributionsAnswer> {
  const { subject, indicator, at, limit = SHOWN } = query;
  const facts = await loadFacts(db, subject, indicator, { from: at, to: at });
  const reading = readingOn(indicator, facts, at);
  const stories = (await loadStories(db, query)).filter(story => isUsed(indicator, story, facts));
  const halfLife = HALF_LIFE[indicator];
  const weights = stories.map(story => (halfLife === null ? 1 : decay(daysBetween(story.day, at), halfLife)));
  const mass = massOf(stories, weights);
  const weighed = stories
    .map((story, i) => weigh(story, weights[i] ?? 0, indicator, reading.value, residual(mass)))
    .sort(bySize);
  const shown = weighed.slice(0, limit);
  const rest = weighed.slice(limit);
  const events = await loadStoryEvents(
    db,
    shown.map(({ story }) => story),
  );
  const { at: _, ...behind } = reading;
  return {
    subject,
    indicator,
    at,
    asOf,
    ...behind,
    conflictMass: rounded(mass.conflict),
    cooperationMass: rounded(mass.cooperation),
    rows: shown.map(row => toRow(row, events)),
    rest: {
      rows: rest.length,
      share: rest.some(row => row.share === null)
        ? null
        : rounded(rest.reduce((sum, row) => sum + (row.share ?? 0), 0)),
    },
  };
}

/** Half-life in days that the masses behind an indicator decay with; null where they count in full. */
const HALF_LIFE: Record<IndicatorName, number | null> = {
  tension: TENSION.halfLifeDays,
  conflict: null,
  cooperation: null,
  'conflict-share': SHARES.halfLifeDays,
  escalation: null,
  'peak-severity': null,
  'deeds-share': SHARES.halfLifeDays,
  stress: TENSION.halfLifeDays,
  'threat-act': null,
  threat: null,
  act: null,
};

/** True for a story that the reading of the indicator is made of. */
function isUsed(indicator: IndicatorName, story: StorySum, facts: FactsOfSubject): boolean {
  switch (indicator) {
    case 'conflict':
    case 'escalation':
    case 'deeds-share':
      return story.conflict > 0;
    case 'cooperation':
      return story.cooperation > 0;
    case 'peak-severity':
      return facts.hostile.some(act => act.story === story.story && isSureEnough(act));
    case 'tension':
    case 'conflict-share':
    case 'stress':
    case 'threat-act':
    case 'threat':
    case 'act':
      return true;
  }
}

function massOf(stories: readonly StorySum[], weights: readonly number[]): Mass {
  const sum = (key: 'conflict' | 'cooperation') =>
    stories.reduce((total, story, i) => total + story[key] * (weights[i] ?? 0), 0) / 1000;
  return { conflict: sum('conflict'), cooperation: sum('cooperation') };
}

function weigh(story: StorySum, weight: number, indicator: IndicatorName, value: number | null, r: number): Weighed {
  const conflict = story.conflict / 1000;
  const cooperation = story.cooperation / 1000;
  const part = weight * (conflict - TENSION.relief * cooperation);
  const shares: Partial<Record<IndicatorName, number>> = {
    tension: r > 0 ? ((value ?? 0) * part) / r : 0,
    conflict,
    cooperation,
  };
  return { story, conflict, cooperation, weight, share: shares[indicator] ?? null };
}

function bySize(a: Weighed, b: Weighed): number {
  const size = ({ share, conflict, cooperation, weight }: Weighed) =>
    Math.abs(share ?? weight * (conflict + cooperation));
  return (
    size(b) - size(a) ||
    (a.story.day < b.story.day ? 1 : a.story.day > b.story.day ? -1 : 0) ||
    (a.story.story < b.story.story ? -1 : 1)
  );
}

function toRow(
  { story, conflict, cooperation, weight, share }: Weighed,
  events: Map<string, EventView>,
): ContributionRow {
  return {
    story: story.story,
    subject: story.subject,
    eventDay: story.day,
    conflict,
    cooperation,
    decay: rounded(weight),
    share: share === null ? null : rounded(share),
    nonState: story.nonState,
    events: story.events.slice(0, TELLINGS).flatMap(id => events.get(id) ?? []),
  };
}

async function loadStoryEvents(db: Executor, stories: readonly StorySum[]): Promise<Map<string, EventView>> {
  const ids = [...new Set(stories.flatMap(story => story.events.slice(0, TELLINGS)))];
  return loadCounted(db, ids);
}
