import { FORMULAS, THREAT_ACT } from '@tensiometer/core/domain/indicator.ts';
import type { SeriesAnswer, StatusAnswer } from '@tensiometer/core/wire/api.ts';
import { Change } from './change.tsx';
import { fixed, shortDay, whole } from './format.ts';

export type World = { threat: SeriesAnswer; act: SeriesAnswer };

/** Days of the strip. */
export const STRIP_DAYS = 90;
const WIDTH = 470;
const HEIGHT = 56;

/** The world's threats and acts over ninety days, against their own beginning, and how the reading of reports stands. */
export function WorldStrip({ world, status }: { world: World; status: StatusAnswer }) {
  const values = [...world.threat.points, ...world.act.points].flatMap(point => point.value ?? []);
  const top = Math.max(150, ...values) * 1.05;
  return (
    <section class="world" aria-labelledby="world-head">
      <div>
        <h2 id="world-head">World, threats and acts</h2>
        <p class="meta">100 is the mean of the first {THREAT_ACT.baselineDays} covered days</p>
      </div>
      <dl class="pair">
        <Figure words="Threats" series={world.threat} />
        <Figure words="Acts" series={world.act} />
      </dl>
      {values.length === 0 ? (
        <p class="meta strip">
          No reading yet: it takes {THREAT_ACT.leastDays} days with reports. Unit: {FORMULAS.act.unit}.
        </p>
      ) : (
        <svg class="strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={sentence(world)}>
          {months(world.act).map(({ x, name }) => (
            <>
              <path class="month" d={`M${x} 0V${HEIGHT - 12}`} />
              <text x={x + 4} y={HEIGHT - 1}>
                {name}
              </text>
            </>
          ))}
          <path class="hundred" d={`M0 ${place(100, top)}H${WIDTH - 34}`} />
          <text class="at" x={WIDTH - 30} y={place(100, top) + 4}>
            100
          </text>
          <path class="threat" d={line(world.threat, top)} />
          <path class="act" d={line(world.act, top)} />
        </svg>
      )}
      <div class="health">
        <p>
          <b class="num">{whole(status.received)}</b> {status.received === 1 ? 'report' : 'reports'}
        </p>
        <p>
          <b class="num">{whole(status.pending)}</b> being read
        </p>
        <p>
          <b class="num">{whole(status.failed)}</b> failed
        </p>
      </div>
    </section>
  );
}

function Figure({ words, series }: { words: string; series: SeriesAnswer }) {
  const value = series.points.at(-1)?.value ?? null;
  const before = series.points.at(-8)?.value ?? null;
  return (
    <div>
      <dt>
        <svg class="key" viewBox="0 0 18 8" aria-hidden="true">
          <path class={words === 'Acts' ? 'act' : 'threat'} d="M0 4h18" />
        </svg>
        {words}
      </dt>
      <dd>
        <b class="num">{value === null ? '–' : fixed(value, 0)}</b>{' '}
        {value === null ? (
          <span class="meta">no reading</span>
        ) : (
          <span class="meta">
            <Change value={before === null ? null : value - before} /> in a week
          </span>
        )}
      </dd>
    </div>
  );
}

const across = (i: number, count: number) => Math.round((i / Math.max(1, count - 1)) * (WIDTH - 40) * 10) / 10;
const place = (value: number, top: number) => Math.round((HEIGHT - 16 - (value / top) * (HEIGHT - 18)) * 10) / 10;

/** Path of a series, broken wherever there is no value. */
function line(series: SeriesAnswer, top: number): string {
  let path = '';
  let drawing = false;
  series.points.forEach(({ value }, i) => {
    if (value !== null) path += `${drawing ? 'L' : 'M'}${across(i, series.points.length)} ${place(value, top)}`;
    drawing = value !== null;
  });
  return path;
}

function months(series: SeriesAnswer): { x: number; name: string }[] {
  return series.points.flatMap(({ at }, i) =>
    at.slice(8, 10) === '01'
      ? [{ x: across(i, series.points.length), name: shortDay(at.slice(0, 10)).replace('1 ', '') }]
      : [],
  );
}

function sentence({ threat, act }: World): string {
  const last = (series: SeriesAnswer) => {
    const value = series.points.at(-1)?.value ?? null;
    return value === null ? 'no reading' : fixed(value, 0);
  };
  return `World over ${STRIP_DAYS} days. Threats stand at ${last(threat)}, acts at ${last(act)}; 100 is the mean of their first days.`;
}
