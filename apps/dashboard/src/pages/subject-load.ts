import { isDay } from '@tensiometer/core/domain/day.ts';
import { countriesOf, kindOf, parseSubject, type Subject } from '@tensiometer/core/domain/subject.ts';
import { countryName, subjectName } from '@tensiometer/core/views/names.ts';
import type { SubjectSummary } from '@tensiometer/core/wire/api.ts';
import type { PageDeps } from './deps.ts';
import { askedRange } from './range.ts';
import { joinSeries } from './readings.ts';
import type { SubjectProps } from './subject.tsx';

export type Search = {
  from?: string | undefined;
  to?: string | undefined;
  at?: string | undefined;
  view?: string | undefined;
};

/** The subject of an address in its one spelling; null when it names none that has a page. */
export function pageSubject(text: string): Subject | null {
  const subject = parseSubject(text);
  if (subject === null || kindOf(subject) === 'world') return null;
  return countriesOf(subject).every(code => countryName(code) !== code) ? subject : null;
}

/** Everything that a subject's page shows, and the position that its line was taken at. */
export async function loadSubject(
  deps: PageDeps,
  subject: Subject,
  search: Search,
): Promise<SubjectProps & { asOf: number }> {
  const { queries } = deps;
  const asked = askedRange(search.from, search.to);
  const standing = await queries.standing(subject);
  const range = asked ?? { from: standing.from, to: standing.to };
  const at = search.at !== undefined && isDay(search.at) ? search.at : null;
  const series = (indicator: 'tension' | 'conflict' | 'cooperation') =>
    queries.series({ subject, indicator, ...range, step: 'day' });
  const [tension, conflict, cooperation, all, lines, chosen] = await Promise.all([
    series('tension'),
    series('conflict'),
    series('cooperation'),
    queries.subjects(),
    queries.thresholds(subject),
    at === null ? null : queries.contributions({ subject, indicator: 'tension', at }),
  ]);
  const summary = all.subjects.find(other => other.subject === subject) ?? unseen(subject, standing.day);
  return {
    summary,
    readings: joinSeries(tension, conflict, cooperation),
    range,
    asked,
    standing: { day: summary.day, to: standing.to },
    today: deps.today(),
    lines,
    chosen,
    view: search.view === 'table' ? 'table' : 'chart',
    asOf: Math.min(tension.asOf, conflict.asOf, cooperation.asOf),
  };
}

/** A subject that no report has named so far. */
function unseen(subject: Subject, day: string): SubjectSummary {
  return {
    subject,
    name: subjectName(subject),
    kind: kindOf(subject) === 'country' ? 'country' : 'dyad',
    day,
    tension: null,
    change: null,
    coverage: 'none',
    reports: 0,
    outlets: 0,
    spark: [],
    lastEvent: null,
    alert: null,
    line: null,
    demo: false,
  };
}
