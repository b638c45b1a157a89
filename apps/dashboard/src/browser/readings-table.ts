import type { Coverage } from '@tensiometer/core/domain/coverage.ts';
import type { DayReading } from '../pages/readings.ts';

/** The readings in the cells of the table, oldest first: the chart is drawn from what the table says. */
export function readTable(table: ParentNode): DayReading[] {
  return [...table.querySelectorAll<HTMLTableRowElement>('tr[data-day]')].reverse().map(row => {
    const [, tension, conflict, cooperation, reports, outlets] = [...row.cells];
    return {
      day: row.dataset.day ?? '',
      tension: amount(tension),
      conflict: amount(conflict),
      cooperation: amount(cooperation),
      reports: Number(reports?.textContent ?? 0),
      outlets: Number(outlets?.textContent ?? 0),
      coverage: coverage(row.dataset.coverage),
      demo: row.dataset.demo === 'yes',
    };
  });
}

function amount(cell: HTMLTableCellElement | undefined): number | null {
  const data = cell?.querySelector('data');
  return data ? Number(data.value) : null;
}

function coverage(word: string | undefined): Coverage {
  return word === 'ok' || word === 'low' ? word : 'none';
}
