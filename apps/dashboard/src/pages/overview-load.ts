import { addDays } from '@tensiometer/core/domain/day.ts';
import type { Position } from '@tensiometer/core/domain/ids.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { FeedAnswer, StatusAnswer, SubjectsAnswer } from '@tensiometer/core/wire/api.ts';
import { STRIP_DAYS, type World } from './world-strip.tsx';

/** Coded events shown beside the ranking. */
export const FEED_LENGTH = 12;

export type OverviewNumbers = { subjects: SubjectsAnswer; feed: FeedAnswer; status: StatusAnswer; world: World };

/** Everything that the overview shows of the views. */
export async function loadOverview(queries: Queries, known: { asOf?: Position } = {}): Promise<OverviewNumbers> {
  const [subjects, feed, status] = await Promise.all([
    queries.subjects(known),
    queries.feed({ limit: FEED_LENGTH, ...known }),
    queries.status(),
  ]);
  const range = { from: addDays(subjects.day, 1 - STRIP_DAYS), to: subjects.day, ...known };
  const [threat, act] = await Promise.all([
    queries.series({ subject: 'world', indicator: 'threat', ...range }),
    queries.series({ subject: 'world', indicator: 'act', ...range }),
  ]);
  return { subjects, feed, status, world: { threat, act } };
}
