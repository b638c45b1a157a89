import { count, fixed, weekdayText } from '../pages/format.ts';
import type { DayReading } from '../pages/readings.ts';

/** The day under the pointer or the keys, in one fixed row. */
export function Readout({ reading }: { reading: DayReading }) {
  return (
    <>
      <span>
        <b>{weekdayText(reading.day)}</b>
      </span>
      {reading.tension === null ? (
        <span>no reports in 14 days, no reading</span>
      ) : (
        <>
          <span>
            tension <b class="num">{fixed(reading.tension, 1)}</b>
          </span>
          <span class="c">
            conflict <b class="num">{fixed(reading.conflict ?? 0, 1)}</b>
          </span>
          <span class="k">
            cooperation <b class="num">{fixed(reading.cooperation ?? 0, 1)}</b>
          </span>
          <span>
            {count(reading.reports, 'report')}, {count(reading.outlets, 'outlet')}
            {reading.coverage === 'low' ? ', low coverage' : ''}
            {reading.demo ? ', demo' : ''}
          </span>
        </>
      )}
      <span class="hint">← → day, Enter opens it</span>
    </>
  );
}

/** The same as one string, for the keyboard's place on the chart. */
export function readoutText(reading: DayReading): string {
  if (reading.tension === null) return `${weekdayText(reading.day)}: no reports in 14 days, no reading`;
  const low = reading.coverage === 'low' ? ', low coverage' : '';
  return `${weekdayText(reading.day)}: tension ${fixed(reading.tension, 1)}, ${count(reading.reports, 'report')}${low}${reading.demo ? ', demo' : ''}`;
}
