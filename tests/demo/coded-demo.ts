import { readFileSync } from 'node:fs';
import type { Coder, Coding } from '../../packages/core/src/domain/coded-event.ts';
import { type Contribution, contributionsOf } from '../../packages/core/src/domain/contribution.ts';
import { type CountedReport, coveredRange } from '../../packages/core/src/domain/coverage.ts';
import { type Day, dayOf } from '../../packages/core/src/domain/day.ts';
import { NO_FACTS } from '../../packages/core/src/domain/facts.ts';
import type { DaySum } from '../../packages/core/src/domain/mass.ts';
import { minhash } from '../../packages/core/src/domain/minhash.ts';
import type { Reading } from '../../packages/core/src/domain/reading.ts';
import { dailySeries } from '../../packages/core/src/domain/series.ts';
import { countriesOf, type Subject } from '../../packages/core/src/domain/subject.ts';
import type { Recount, Told } from '../../packages/core/src/views/fold.ts';
import { foldStories } from '../../packages/core/src/views/story-ledger.ts';

export type DemoReport = {
  id: string;
  title: string;
  text: string;
  url: string;
  publishedAt: string;
  language: string;
  outlet: { name: string; family: string; country: string };
  tags: string[];
};

/** A demo report as the coder read it, with the ledger rows that each of its events would write alone. */
export type CodedReport = { report: DemoReport; coding: Coding; told: Told[]; rows: Contribution[] };

/** The reports of `demo/reports.ndjson`, in the order of the file. */
export function readDemo(): DemoReport[] {
  const lines = readFileSync(new URL('../../demo/reports.ndjson', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map(line => JSON.parse(line) as DemoReport);
}

/** Codes reports as the worker does, without a database. */
export function codeReports(coder: Coder, reports: readonly DemoReport[]): CodedReport[] {
  return reports.map(report => {
    const coding = coder.code({
      id: report.id,
      text: `${report.title}\n\n${report.text}`,
      titleLength: report.title.length,
      publishedAt: report.publishedAt,
      language: report.language,
    });
    const origin = {
      reportId: report.id,
      source: 'demo',
      outletFamily: report.outlet.family,
      publishedAt: report.publishedAt,
    };
    const told = coding.events.map((event, seq) => ({ event: { ...event, id: `${report.id}/${seq}` }, origin, seq }));
    return { report, coding, told, rows: told.flatMap(({ event }) => contributionsOf(event, origin)) };
  });
}

/** Conflict and cooperation of a subject by day, ascending, in milli-points: each story once. */
function daySums(coded: readonly CodedReport[], subject: Subject): DaySum[] {
  const prints = new Map(coded.map(({ report }) => [report.id, minhash(`${report.title}\n\n${report.text}`)]));
  const recounts = coded.flatMap(({ told }, position): Recount[] => {
    const added = told.filter(({ event }) => event.date !== null);
    return added.length === 0 ? [] : [{ position, reason: 'coded', removed: [], added }];
  });
  const sums = new Map<Day, DaySum>();
  for (const row of foldStories([], recounts, id => prints.get(id) ?? []).contributions) {
    if (row.subject !== subject) continue;
    const sum = sums.get(row.eventDay) ?? { day: row.eventDay, conflict: 0, cooperation: 0 };
    sum.conflict += row.conflict;
    sum.cooperation += row.cooperation;
    sums.set(row.eventDay, sum);
  }
  return [...sums.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Daily tension of a dyad over all days that the demo covers; a day without coverage has no value. */
export function tensionByDay(coded: readonly CodedReport[], subject: Subject): Reading[] {
  const names = countriesOf(subject);
  const counted = coded.filter(({ coding }) => {
    const counts = coding.outcome === 'coded' || coding.reason === 'no-act' || coding.reason === 'suppressed-only';
    return counts && names.every(country => coding.countries.includes(country));
  });
  const reports = counted.map(({ report, coding }): CountedReport => {
    const days = coding.events.flatMap(event => (event.date === null ? [] : [event.date])).sort();
    return {
      publishedDay: dayOf(Date.parse(report.publishedAt)),
      earliestEventDay: days[0] ?? null,
      outlet: report.outlet.name,
    };
  });
  const range = coveredRange(reports);
  if (!range) return [];
  return dailySeries('tension', { ...NO_FACTS, sums: daySums(coded, subject), reports }, range.first, range.last);
}
