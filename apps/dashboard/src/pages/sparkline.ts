/** Geometry of a sparkline on a fixed scale of 0 to 100: one path with a gap wherever there is no value. */
export type Sparkline = { path: string; last: { x: number; y: number; value: number; current: boolean } | null };

/** Vertical place of a value; two pixels are left above and below for the stroke. */
export function sparkY(value: number, height: number): number {
  return round(height - 2 - (Math.min(100, Math.max(0, value)) / 100) * (height - 4));
}

/** Path of the values, oldest first. A lone value between gaps becomes a short tick so that it can be seen. */
export function sparkline(values: readonly (number | null)[], width: number, height: number): Sparkline {
  const step = values.length > 1 ? (width - 6) / (values.length - 1) : 0;
  let path = '';
  let last: Sparkline['last'] = null;
  values.forEach((value, i) => {
    if (value === null) return;
    const x = round(1 + i * step);
    const y = sparkY(value, height);
    const before = values[i - 1] ?? null;
    const after = values[i + 1] ?? null;
    path += `${before === null ? 'M' : 'L'}${x} ${y}`;
    if (before === null && after === null) path += 'h1';
    last = { x, y, value, current: i === values.length - 1 };
  });
  return { path, last };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
