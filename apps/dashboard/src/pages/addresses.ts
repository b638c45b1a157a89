import type { Day } from '@tensiometer/core/domain/day.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';

/** Everything that the address of a subject's page says, as it is written there; see `subject-state.ts`. */
export type SubjectAddress = Partial<
  Record<
    'range' | 'from' | 'to' | 'step' | 'indicator' | 'compare' | 'asOf' | 'without' | 'at' | 'view' | 'clock',
    string | null | undefined
  >
>;

const KEYS = ['range', 'from', 'to', 'step', 'indicator', 'compare', 'asOf', 'without', 'at', 'view', 'clock'] as const;

/** Address of a subject's page; a link reopens the same range, series, day and view. */
export function subjectAddress(subject: Subject, state: SubjectAddress = {}): string {
  return `/subjects/${encodeURIComponent(subject)}${subjectQuery(state)}`;
}

/** The same, of the rows behind its chart, as a file. */
export function chartFile(subject: Subject, format: 'csv' | 'json' | 'ndjson', state: SubjectAddress): string {
  return `/subjects/${encodeURIComponent(subject)}/chart.${format}${subjectQuery(state)}`;
}

function subjectQuery(state: SubjectAddress): string {
  const query = new URLSearchParams();
  for (const key of KEYS) {
    const value = state[key];
    if (value) query.set(key, value);
  }
  // commas and colons may stand in a query, and lists and times read better with them
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

/** The subject's page opened at a day. */
export type DayAddress = (day: Day | null) => string;

/** The subject's page with one thing more left out of its numbers. */
export type LeftOutAddress = (part: string) => string;

/** Address of a report's page, at one of its acts if given. */
export function reportAddress(reportId: string, label?: string): string {
  return `/reports/${encodeURIComponent(reportId)}${label === undefined ? '' : `#act-${label}`}`;
}

/** Where corrections of a report go. */
export function correctionsAddress(reportId: string): string {
  return `/reports/${encodeURIComponent(reportId)}/corrections`;
}

/** Address of a story's page. */
export function storyAddress(story: string): string {
  return `/stories/${encodeURIComponent(story)}`;
}

/** The address as a link target if it is http or https, else null: a report may carry any string. */
export function outsideAddress(url: string | null): string | null {
  if (url === null) return null;
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch {
    return null;
  }
}

/** Address of an alert's page. */
export function alertAddress(alertId: string): string {
  return `/alerts/${encodeURIComponent(alertId)}`;
}

/** Address of the page where a line is changed. */
export function lineAddress(thresholdId: string): string {
  return `/lines/${encodeURIComponent(thresholdId)}`;
}
