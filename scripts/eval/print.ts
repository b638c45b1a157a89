import { type Figure, isMet, type Kind, type SetReport, type Table } from './figures.ts';

/** A value as a report shows it; a figure that cannot be had is a dash. */
function shown(value: number | string, kind: Kind): string {
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return '-';
  return kind === 'count' ? String(value) : value.toFixed(3);
}

function inColumns(rows: readonly (readonly string[])[], leftColumns: number): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row =>
    `  ${row
      .map((cell, column) =>
        column < leftColumns ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')}`.trimEnd(),
  );
}

const NAMES = { bar: 'bar', target: 'target of the guide' };
const SIGNS = { least: '>=', most: '<=' };

function barOf(figure: Figure): string {
  if (figure.bar === null) return '';
  const { at, value, from } = figure.bar;
  return `${NAMES[from]} ${SIGNS[at]} ${shown(value, figure.kind)}: ${isMet(figure) ? 'met' : 'NOT MET'}`;
}

function figureLines(figures: readonly Figure[]): string[] {
  const rows = figures.map(figure => [
    figure.label,
    shown(figure.value, figure.kind),
    Number.isNaN(figure.low) ? '' : `[${figure.low.toFixed(3)}, ${figure.high.toFixed(3)}]`,
    `n ${figure.n}`,
    barOf(figure),
  ]);
  return inColumns(rows, 5);
}

function tableLines({ title, columns, rows }: Table): string[] {
  const cells = rows.map(row => row.map((cell, i) => shown(cell, columns[i]?.kind ?? 'text')));
  return [`  ${title}`, ...inColumns([columns.map(({ name }) => name), ...cells], 1)];
}

/** One set as text to read: its figures with intervals and bars, its tables, its notes, its examples. */
export function printReport(report: SetReport): string {
  const lines = [report.title, '='.repeat(report.title.length), ...figureLines(report.figures)];
  for (const table of report.tables) lines.push('', ...tableLines(table));
  if (report.notes.length > 0) lines.push('', ...report.notes.map(note => `  Note. ${note}`));
  for (const { title, lines: examples } of report.examples) {
    lines.push('', `  ${title}`, ...(examples.length > 0 ? examples.map(example => `    ${example}`) : ['    none']));
  }
  return `${lines.join('\n')}\n`;
}

/** All bars of a run, one a line, for the end of the report. */
export function printBars(reports: ReadonlyMap<string, SetReport>): string {
  const rows = [...reports].flatMap(([name, { figures }]) =>
    figures
      .filter(({ bar }) => bar?.from === 'bar')
      .map(figure => [name, figure.label, shown(figure.value, figure.kind), barOf(figure)]),
  );
  return rows.length === 0 ? '' : `Bars\n====\n${inColumns(rows, 4).join('\n')}\n`;
}

const rounded = (value: number): number | null => (Number.isNaN(value) ? null : Number(value.toFixed(6)));

/** The figures and tables of a run as plain values for a file, without any words of the sets. */
export function asJson(coder: object, reports: ReadonlyMap<string, SetReport>): string {
  const sets = Object.fromEntries(
    [...reports].map(([name, { title, figures, tables }]) => [
      name,
      {
        title,
        figures: Object.fromEntries(
          figures.map(figure => {
            const { key, label, value, low, high, n, bar } = figure;
            return [
              key,
              { label, value: rounded(value), low: rounded(low), high: rounded(high), n, bar, met: isMet(figure) },
            ];
          }),
        ),
        tables: tables.map(table => ({
          title: table.title,
          columns: table.columns.map(column => column.name),
          rows: table.rows.map(row => row.map(cell => (typeof cell === 'string' ? cell : rounded(cell)))),
        })),
      },
    ]),
  );
  return `${JSON.stringify({ coder, sets }, null, 2)}\n`;
}
