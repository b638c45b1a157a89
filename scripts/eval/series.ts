import { type Day, weekStart } from '@tensiometer/core/domain/day.ts';

/** Several values of one day, by name. */
export type DayValues<K extends string> = { day: Day; values: Record<K, number> };

const DAYS_OF_A_WEEK = 7;

/** Share of the items of each day for which something holds, days ascending; a day without items has no share. */
export function dailyShares<T extends { day: Day }>(
  items: readonly T[],
  holds: (item: T) => boolean,
): Map<Day, number> {
  const days = new Map<Day, { n: number; held: number }>();
  for (const item of items) {
    const day = days.get(item.day) ?? { n: 0, held: 0 };
    day.n += 1;
    if (holds(item)) day.held += 1;
    days.set(item.day, day);
  }
  return new Map([...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, { n, held }]) => [day, held / n]));
}

/** The days on which every one of the series has a value, ascending, with all values. */
export function joined<K extends string>(series: Record<K, ReadonlyMap<Day, number>>): DayValues<K>[] {
  const names = Object.keys(series) as K[];
  const [first] = names;
  if (first === undefined) return [];
  return [...series[first].keys()].sort().flatMap(day => {
    const values = {} as Record<K, number>;
    for (const name of names) {
      const value = series[name].get(day);
      if (value === undefined) return [];
      values[name] = value;
    }
    return { day, values };
  });
}

/** Means over ISO weeks of which all seven days are there, ascending; `day` is the Monday. */
export function weekly<K extends string>(days: readonly DayValues<K>[]): DayValues<K>[] {
  const weeks = new Map<Day, DayValues<K>[]>();
  for (const one of days) {
    const monday = weekStart(one.day);
    weeks.set(monday, [...(weeks.get(monday) ?? []), one]);
  }
  return [...weeks].flatMap(([monday, members]) => {
    if (members.length < DAYS_OF_A_WEEK) return [];
    const values = {} as Record<K, number>;
    for (const name of Object.keys(members[0]?.values ?? {}) as K[]) {
      values[name] = members.reduce((sum, member) => sum + member.values[name], 0) / members.length;
    }
    return { day: monday, values };
  });
}
