import { addDays, type Day } from '@tensiometer/core/domain/day.ts';

export type KeyAct = { move: Day } | { open: true } | { close: true } | null;

/** What a key means on the chart: arrows go by a day, Page keys by a week, Home and End to the ends. */
export function keyAct(key: string, at: Day, first: Day, last: Day): KeyAct {
  const within = (day: Day) => (day < first ? first : day > last ? last : day);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return { move: within(addDays(at, -1)) };
    case 'ArrowRight':
    case 'ArrowUp':
      return { move: within(addDays(at, 1)) };
    case 'PageDown':
      return { move: within(addDays(at, -7)) };
    case 'PageUp':
      return { move: within(addDays(at, 7)) };
    case 'Home':
      return { move: first };
    case 'End':
      return { move: last };
    case 'Enter':
    case ' ':
      return { open: true };
    case 'Escape':
      return { close: true };
    default:
      return null;
  }
}
