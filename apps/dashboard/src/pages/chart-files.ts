import { FORMULAS } from '@tensiometer/core/domain/indicator.ts';
import type { EventView } from '@tensiometer/core/wire/api.ts';
import type { Reading, Rows } from './readings.ts';

/** What the files say beside the rows. */
export type FileHead = { subject: string; asOf: number };

/** The rows of the table as CSV (RFC 4180), oldest first: one row a bucket, one column a series. An empty value means that nothing covers the bucket. */
export function chartCsv(rows: Rows, { asOf }: FileHead): string {
  const head = ['at', ...rows.columns.map(column => column.key), 'reports', 'outlets', 'coverage', 'demo', 'asOf'];
  const body = rows.readings.map(reading => [
    reading.at,
    ...rows.columns.map(column => reading.values[column.key] ?? ''),
    reading.reports,
    reading.outlets,
    reading.coverage,
    reading.demo,
    asOf,
  ]);
  return [head, ...body].map(row => `${row.map(String).map(cell).join(',')}\r\n`).join('');
}

/** The same with the formula and unit of each series. */
export function chartJson(rows: Rows, { subject, asOf }: FileHead): string {
  const series = rows.columns.map(({ key, subject: of, indicator }) => ({
    key,
    subject: of,
    indicator,
    formula: FORMULAS[indicator].id,
    unit: FORMULAS[indicator].unit,
  }));
  return JSON.stringify({ subject, step: rows.step, asOf, series, rows: rows.readings.map(flat) });
}

/** One JSON object a line, each with the acts of its bucket's day. */
export function chartNdjson(rows: Rows, { subject, asOf }: FileHead, events: readonly EventView[]): string {
  const seen = new Set<string>();
  return rows.readings
    .map(reading => {
      // the hours of a day share its acts: they stand with the first
      const own = seen.has(reading.day) ? [] : events.filter(event => inBucket(event, reading, rows));
      seen.add(reading.day);
      return `${JSON.stringify({ subject, asOf, ...flat(reading), events: own })}\n`;
    })
    .join('');
}

function flat({ values, ...rest }: Reading) {
  const { at, reports, outlets, coverage, demo } = rest;
  return { at, ...values, reports, outlets, coverage, demo };
}

function inBucket(event: EventView, reading: Reading, { step, readings }: Rows): boolean {
  const day = event.date ?? event.publishedDay;
  if (step !== 'week') return day === reading.day;
  const next = readings[readings.indexOf(reading) + 1]?.day;
  return day >= reading.day && (next === undefined || day < next);
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
