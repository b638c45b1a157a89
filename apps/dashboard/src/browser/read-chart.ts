import type { Coverage } from '@tensiometer/core/domain/coverage.ts';
import type { ChartFacts } from '../pages/chart-facts.ts';
import type { Placed } from './chart-state.ts';
import { bucketOf } from './chart-time.ts';
import { find } from './dom.ts';

/** What the server put on the page for the chart: the facts beside the table, and the readings in its cells, oldest first. */
export function readChart(): { facts: ChartFacts; readings: Placed[] } {
  // Written by our own page in the same build.
  const facts = JSON.parse(find('#chart-facts', HTMLElement)?.dataset.facts ?? '{}') as ChartFacts;
  const table = find('#table-view', HTMLElement);
  const rows = [...(table?.querySelectorAll<HTMLTableRowElement>('tr[data-at]') ?? [])].reverse();
  return { facts, readings: rows.map(row => readRow(row, facts)) };
}

function readRow(row: HTMLTableRowElement, { columns, step }: ChartFacts): Placed {
  const { at = '', day = '', coverage, demo } = row.dataset;
  const { start, end } = bucketOf(at, step);
  const values = Object.fromEntries(columns.map(({ key }, i) => [key, amount(row.cells[i + 1])]));
  const main = columns.find(column => column.role === 'main');
  return {
    at,
    day,
    start,
    end,
    x: (start + end) / 2,
    values,
    value: main === undefined ? null : (values[main.key] ?? null),
    reports: Number(row.querySelector('[data-reports]')?.textContent ?? 0),
    outlets: Number(row.querySelector('[data-outlets]')?.textContent ?? 0),
    coverage: coverageOf(coverage),
    demo: demo === 'yes',
  };
}

function amount(cell: HTMLTableCellElement | undefined): number | null {
  const data = cell?.querySelector('data');
  return data ? Number(data.value) : null;
}

function coverageOf(word: string | undefined): Coverage {
  return word === 'ok' || word === 'low' ? word : 'none';
}
