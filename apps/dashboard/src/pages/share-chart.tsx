import { FORMULAS } from '@tensiometer/core/domain/indicator.ts';
import type { SeriesAnswer, SeriesPoint } from '@tensiometer/core/wire/api.ts';
import { dayText, fixed, shortDay } from './format.ts';

const WIDTH = 720;
const HEIGHT = 260;
const RIGHT = 46;
const FOOT = 24;

/** A series as a drawing that needs no script: open in gaps, dashed where few reports stand behind it. */
export function ShareChart({ series, name }: { series: SeriesAnswer; name: string }) {
  const { points } = series;
  const { min, max, label } = FORMULAS[series.indicator];
  const values = points.flatMap(point => point.value ?? []);
  const low = Math.min(min ?? 0, ...values);
  const high = max ?? Math.max(1, ...values) * 1.1;
  const x = (i: number) => round(4 + (i / Math.max(1, points.length - 1)) * (WIDTH - RIGHT - 8));
  const y = (value: number) => round(8 + (1 - (value - low) / (high - low)) * (HEIGHT - FOOT - 12));
  const last = points.findLast(point => point.value !== null);
  const digits = high - low > 10 ? 0 : 2;
  return (
    <svg class="share-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={sentence(series, name)}>
      {[0, 0.25, 0.5, 0.75, 1].map(part => {
        const value = low + part * (high - low);
        return (
          <>
            <path class="grid" d={`M0 ${y(value)}H${WIDTH - RIGHT}`} />
            <text x={WIDTH - RIGHT + 6} y={y(value) + 4}>
              {fixed(value, digits)}
            </text>
          </>
        );
      })}
      {points.map(({ at }, i) =>
        at.slice(8, 10) === '01' && x(i) < WIDTH - RIGHT - 40 ? (
          <>
            <path class="grid" d={`M${x(i)} 0V${HEIGHT - FOOT}`} />
            <text x={x(i) + 4} y={HEIGHT - 8}>
              {shortDay(at.slice(0, 10)).replace('1 ', '')}
            </text>
          </>
        ) : null,
      )}
      {runs(points).map(({ few, from, run }) => (
        <path
          class={few ? 'line few' : 'line'}
          d={`${run.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(from + i)} ${y(value)}`).join('')}${run.length === 1 ? 'h1' : ''}`}
        />
      ))}
      {last?.value === undefined || last.value === null ? (
        <text x={WIDTH / 2 - 60} y={HEIGHT / 2}>
          No reading of {label.toLowerCase()} yet
        </text>
      ) : (
        <circle cx={x(points.indexOf(last))} cy={y(last.value)} r="3.2" />
      )}
    </svg>
  );
}

/** The readings in words, for whoever cannot see the drawing. */
export function sentence(series: SeriesAnswer, name: string): string {
  const known = series.points.filter(point => point.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const label = FORMULAS[series.indicator].label.toLowerCase();
  if (first === undefined || last === undefined) return `${name}: no reading of ${label}.`;
  const at = (point: SeriesPoint) => `${fixed(point.value ?? 0, 1)} on ${dayText(point.at.slice(0, 10))}`;
  return `${name}, ${label} (${series.unit}): ${at(first)}, ${at(last)}.`;
}

type Run = { few: boolean; from: number; run: number[] };

/** Stretches of one coverage; a stretch begins at the last point of the one before it, unless a gap lies between. */
function runs(points: readonly SeriesPoint[]): Run[] {
  const all: Run[] = [];
  points.forEach(({ value, coverage }, i) => {
    if (value === null) return;
    const few = coverage === 'low';
    const before = all.at(-1);
    const next = before !== undefined && before.from + before.run.length === i;
    if (next && before.few === few) before.run.push(value);
    else if (next) all.push({ few, from: i - 1, run: [before.run.at(-1) ?? value, value] });
    else all.push({ few, from: i, run: [value] });
  });
  return all;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
