import type { SeriesAnswer } from '@tensiometer/core/wire/api.ts';

/** A series as CSV (RFC 4180): one row a point; an empty value means that nothing covers the bucket. */
export function seriesCsv(series: SeriesAnswer): string {
  const head = [
    'at',
    'subject',
    'indicator',
    'value',
    'unit',
    'reports',
    'outlets',
    'coverage',
    'demo',
    'formula',
    'asOf',
  ];
  const rows = series.points.map(point => [
    point.at,
    series.subject,
    series.indicator,
    point.value ?? '',
    series.unit,
    point.reports,
    point.outlets,
    point.coverage,
    point.demo,
    series.formula,
    series.asOf,
  ]);
  return [head, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | boolean): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
