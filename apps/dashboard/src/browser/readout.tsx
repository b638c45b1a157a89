import { clockText, count, fixed, weekdayText } from '../pages/format.ts';
import { decimalsOf } from '../pages/indicator-words.ts';
import type { Column } from '../pages/readings.ts';
import type { ChartState, Placed } from './chart-state.ts';
import { localClock, zoneName } from './zone.ts';

/** The bucket under the pointer or the keys, in one fixed row. */
export function Readout({ reading, state }: { reading: Placed; state: ChartState }) {
  const own = state.facts.columns.filter(column => column.role !== 'compared');
  const compared = state.facts.columns.filter(column => column.role === 'compared');
  return (
    <>
      <span>
        <b>{bucketWords(reading, state)}</b>
      </span>
      {reading.coverage === 'none' ? (
        <span>no reports in 14 days, no reading</span>
      ) : (
        own.map(column => (
          <span class={column.indicator === 'conflict' ? 'c' : column.indicator === 'cooperation' ? 'k' : undefined}>
            {column.name.toLowerCase()} <Value column={column} reading={reading} />
          </span>
        ))
      )}
      {compared.map((column, i) => (
        <span class={`i${i + 1}`}>
          <bdi>{column.name}</bdi> <Value column={column} reading={reading} />
        </span>
      ))}
      {reading.coverage === 'none' ? null : (
        <span>
          {count(reading.reports, 'report')}, {count(reading.outlets, 'outlet')}
          {reading.coverage === 'low' ? ', low coverage' : ''}
          {reading.demo ? ', demo' : ''}
        </span>
      )}
      {compared.length > 0 ? null : <span class="hint">← → move, Enter opens, ? keys</span>}
    </>
  );
}

function Value({ column, reading }: { column: Column; reading: Placed }) {
  const value = reading.values[column.key] ?? null;
  return <b class="num">{value === null ? 'no reading' : fixed(value, decimalsOf(column.indicator))}</b>;
}

/** The same as one string, for the keyboard's place on the chart. */
export function readoutText(reading: Placed, state: ChartState): string {
  const words = bucketWords(reading, state);
  const main = state.facts.columns.find(column => column.role === 'main');
  if (reading.value === null || main === undefined)
    return `${words}: ${reading.coverage === 'none' ? 'no reports in 14 days, ' : ''}no reading`;
  const low = reading.coverage === 'low' ? ', low coverage' : '';
  const value = `${main.name.toLowerCase()} ${fixed(reading.value, decimalsOf(main.indicator))}`;
  return `${words}: ${value}, ${count(reading.reports, 'report')}${low}${reading.demo ? ', demo' : ''}`;
}

function bucketWords(reading: Placed, { facts, clock }: ChartState): string {
  switch (facts.step) {
    case 'hour':
      return clock === 'local'
        ? `${localClock(reading.start)} ${zoneName(reading.start)}`
        : `${weekdayText(reading.day)}, ${clockText(reading.at)} UTC`;
    case 'day':
      return weekdayText(reading.day);
    case 'week':
      return `Week from ${weekdayText(reading.day)}`;
  }
}
