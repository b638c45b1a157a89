import { fixed, weekdayText } from './format.ts';
import type { DayReading } from './readings.ts';
import { coverageWord } from './words.ts';

function Amount({ value }: { value: number | null }) {
  if (value === null) return <span class="dim">no reading</span>;
  return <data value={String(value)}>{fixed(value, 1)}</data>;
}

/**
 * The rows behind the chart, newest first. The browser draws its chart from these same cells, so that the two cannot
 * differ; `address` gives the link that opens what is behind a day.
 */
export function SeriesTable({
  readings,
  address,
}: {
  readings: readonly DayReading[];
  address: (day: string) => string;
}) {
  return (
    <table class="data">
      <caption class="vh">Readings day by day, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Tension</th>
          <th scope="col">Conflict</th>
          <th scope="col">Cooperation</th>
          <th scope="col">Reports, 14 d</th>
          <th scope="col">Outlets, 14 d</th>
          <th scope="col">Coverage</th>
          <th scope="col">Demo</th>
        </tr>
      </thead>
      <tbody>
        {[...readings].reverse().map(reading => (
          <tr data-day={reading.day} data-coverage={reading.coverage} data-demo={reading.demo ? 'yes' : 'no'}>
            <th scope="row">
              {reading.tension === null ? (
                weekdayText(reading.day)
              ) : (
                <a href={address(reading.day)}>{weekdayText(reading.day)}</a>
              )}
            </th>
            <td>
              <Amount value={reading.tension} />
            </td>
            <td>
              <Amount value={reading.conflict} />
            </td>
            <td>
              <Amount value={reading.cooperation} />
            </td>
            <td>{reading.reports}</td>
            <td>{reading.outlets}</td>
            <td>{coverageWord(reading.coverage)}</td>
            <td>{reading.demo ? 'yes' : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
