import type { DayAddress } from './addresses.ts';
import { clockText, fixed, weekdayText } from './format.ts';
import { decimalsOf } from './indicator-words.ts';
import { type Column, mainColumn, type Reading, type Rows } from './readings.ts';
import { coverageWord } from './words.ts';

function Amount({ value, column }: { value: number | null; column: Column }) {
  if (value === null) return <span class="dim">no reading</span>;
  return <data value={String(value)}>{fixed(value, decimalsOf(column.indicator))}</data>;
}

/**
 * The rows behind the chart, newest first; the files have the same. The browser draws its chart from these cells, so that
 * the two cannot differ; `address` gives the link that opens what is behind a day.
 */
export function SeriesTable({ rows, address }: { rows: Rows; address: DayAddress }) {
  const { key } = mainColumn(rows);
  return (
    <table class="data">
      <caption class="vh">Readings, newest first</caption>
      <thead>
        <tr>
          <th scope="col">{rows.step === 'hour' ? 'Hour, UTC' : rows.step === 'week' ? 'Week from' : 'Day'}</th>
          {rows.columns.map(column => (
            <th scope="col" class={column.role === 'compared' ? 'long' : undefined}>
              <bdi>{column.name}</bdi>
            </th>
          ))}
          <th scope="col">Reports, 14 d</th>
          <th scope="col">Outlets, 14 d</th>
          <th scope="col">Coverage</th>
          <th scope="col">Demo</th>
        </tr>
      </thead>
      <tbody>
        {[...rows.readings].reverse().map(reading => (
          <tr
            data-at={reading.at}
            data-day={reading.day}
            data-coverage={reading.coverage}
            data-demo={reading.demo ? 'yes' : 'no'}
          >
            <th scope="row">
              {reading.values[key] == null ? (
                bucketText(reading)
              ) : (
                <a href={address(reading.day)}>{bucketText(reading)}</a>
              )}
            </th>
            {rows.columns.map(column => (
              <td>
                <Amount value={reading.values[column.key] ?? null} column={column} />
              </td>
            ))}
            <td data-reports>{reading.reports}</td>
            <td data-outlets>{reading.outlets}</td>
            <td>{coverageWord(reading.coverage)}</td>
            <td>{reading.demo ? 'yes' : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "Thu 25 Jan 2024", with the hour where the bucket is one. */
function bucketText(reading: Pick<Reading, 'at' | 'day'>): string {
  return reading.at.length > 10 ? `${weekdayText(reading.day)}, ${clockText(reading.at)}` : weekdayText(reading.day);
}
