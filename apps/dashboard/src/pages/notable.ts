import type { Day } from '@tensiometer/core/domain/day.ts';
import type { EventView } from '@tensiometer/core/wire/api.ts';

/** Acts that get a number under the chart. */
const MOST_NOTES = 8;

/** An act worth a mark on the chart, with its number. */
export type Note = { n: number; day: Day; event: EventView };

/** The weightiest acts, one a day, numbered by their day. */
export function notable(events: readonly EventView[]): Note[] {
  const weight = (event: EventView) =>
    Math.abs(event.score) * event.confidence.overall * (event.factuality === 'alleged' ? 0.5 : 1);
  const seen = new Set<string>();
  return [...events]
    .sort((a, b) => weight(b) - weight(a) || (a.position < b.position ? -1 : 1))
    .flatMap(event => {
      const day = event.date ?? event.publishedDay;
      if (seen.has(day)) return [];
      seen.add(day);
      return [{ day, event }];
    })
    .slice(0, MOST_NOTES)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ day, event }, i) => ({ n: i + 1, day, event }));
}
