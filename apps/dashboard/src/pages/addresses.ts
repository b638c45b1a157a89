import type { Day } from '@tensiometer/core/domain/day.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';

export type SubjectAddress = { from?: Day | null; to?: Day | null; at?: Day | null; view?: string | null };

/** Address of a subject's page; a link reopens the same range, day and view. */
export function subjectAddress(subject: Subject, state: SubjectAddress = {}): string {
  const query = new URLSearchParams();
  for (const key of ['from', 'to', 'at', 'view'] as const) {
    const value = state[key];
    if (value) query.set(key, value);
  }
  const text = query.toString();
  return `/subjects/${encodeURIComponent(subject)}${text === '' ? '' : `?${text}`}`;
}

/** Address of a report's page, at one of its acts if given. */
export function reportAddress(reportId: string, label?: string): string {
  return `/reports/${encodeURIComponent(reportId)}${label === undefined ? '' : `#act-${label}`}`;
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
