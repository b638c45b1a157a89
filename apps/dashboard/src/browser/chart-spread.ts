/** Height of the filled tag in the gutter, and of a value beside it, in pixels. */
export const TAG_HEIGHT = 20;
const LABEL_HEIGHT = 15;

/** Places, ascending, moved as little as it takes to stand `gap` apart between two ends. */
export function apart(places: readonly number[], gap: number, first: number, last: number): number[] {
  const moved = places.map(place => Math.max(first, place));
  for (let i = 1; i < moved.length; i += 1) moved[i] = Math.max(moved[i] ?? 0, (moved[i - 1] ?? 0) + gap);
  let limit = last;
  for (let i = moved.length - 1; i >= 0; i -= 1) {
    moved[i] = Math.min(moved[i] ?? 0, limit);
    limit = (moved[i] ?? 0) - gap;
  }
  return moved;
}

/** Heights of values in the gutter, ascending, moved so that none touches another or the tag. */
export function spread(heights: readonly number[], tag: number | null, top: number, bottom: number): number[] {
  if (tag === null) return apart(heights, LABEL_HEIGHT, top, bottom);
  const gap = (TAG_HEIGHT + LABEL_HEIGHT) / 2;
  const above = heights.filter(height => height < tag);
  const below = heights.slice(above.length);
  // below the tag there may be less room than values: the gutter goes on under the plot
  return [
    ...apart(above, LABEL_HEIGHT, Number.NEGATIVE_INFINITY, tag - gap),
    ...apart(below, LABEL_HEIGHT, tag + gap, Number.POSITIVE_INFINITY),
  ];
}
