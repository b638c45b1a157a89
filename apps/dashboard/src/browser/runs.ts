/** Index ranges, both ends inclusive, of neighbours for which the claim holds. */
export function runsOf<T>(items: readonly T[], holds: (item: T) => boolean): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  items.forEach((item, i) => {
    if (!holds(item)) return;
    const open = runs.at(-1);
    if (open !== undefined && open.last === i - 1) open.last = i;
    else runs.push({ first: i, last: i });
  });
  return runs;
}
