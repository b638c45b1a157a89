import { addDays, type Day } from '@tensiometer/core/domain/day.ts';
import type { Position } from '@tensiometer/core/domain/ids.ts';
import { FORMULAS, type IndicatorName } from '@tensiometer/core/domain/indicator.ts';
import { countriesOf, kindOf, parseSubject, type Subject } from '@tensiometer/core/domain/subject.ts';
import { parseWithout } from '@tensiometer/core/domain/without.ts';
import { countryName, subjectName } from '@tensiometer/core/views/names.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { ContributionsAnswer, ThresholdView } from '@tensiometer/core/wire/api.ts';
import type { ChartFacts } from './chart-facts.ts';
import type { PageDeps } from './deps.ts';
import { type Episode, episodesOf } from './episodes.ts';
import type { FiguresProps } from './figures.tsx';
import { type Note, notable } from './notable.ts';
import { fittingStep, type Range, spanRange } from './range.ts';
import { type Column, joinSeries, mainColumn, type Reading, type Rows } from './readings.ts';
import { indicatorsOf, mainIndicator, panelIndicators, type SubjectState, showsMasses } from './subject-state.ts';

/** Acts looked through for the ones worth a number under the chart. */
const ACTS_CONSIDERED = 40;
const ALERTS_CONSIDERED = 100;

export type LoadedSubject = {
  subject: Subject;
  name: string;
  /** Position that every number of the page was taken at, and its day when the page is of a past one. */
  asOf: Position;
  recordedDay: Day | null;
  range: Range;
  rows: Rows;
  /** Formula of the indicator that is drawn large. */
  formula: string;
  figures: FiguresProps;
  lines: ThresholdView[];
  episodes: Episode[];
  promotions: ChartFacts['promotions'];
  notes: Note[];
  chosen: ContributionsAnswer | null;
};

/** The subject of an address in its one spelling; null when it names none that has a page. */
export function pageSubject(text: string): Subject | null {
  const subject = parseSubject(text);
  if (subject === null || kindOf(subject) === 'world') return null;
  return countriesOf(subject).every(code => countryName(code) !== code) ? subject : null;
}

/**
 * What the page of a subject shows in a state. A past one is taken at one position; what follows the data may be newer in
 * parts than the position of the page, which then asks again.
 */
export async function loadSubject(deps: PageDeps, subject: Subject, state: SubjectState): Promise<LoadedSubject> {
  const asked = state.asOf === null ? undefined : await deps.positionAt(state.asOf);
  const standing = await deps.queries.standing(subject, asked);
  const queries = pinned(deps.queries, asked === undefined ? undefined : standing.asOf, state.without);
  const range = state.range ?? (state.span === null ? standing : spanRange(state.span, standing));
  const main = mainIndicator(subject, state.indicators);
  const [rows, lines, alerts, events, promotions, chosen] = await Promise.all([
    loadRows(queries, subject, state, range),
    queries.thresholds(subject),
    queries.alerts({ subject, limit: ALERTS_CONSIDERED }),
    queries.events({ subject, from: range.from, to: range.to, order: 'weight', limit: ACTS_CONSIDERED }),
    queries.promotions(),
    state.at === null ? null : queries.contributions({ subject, indicator: main, at: state.at }),
  ]);
  const { now, before } = await loadStanding(queries, rows, standing.day);
  const { value } = now;
  return {
    subject,
    name: subjectName(subject),
    asOf: standing.asOf,
    recordedDay: standing.recordedDay,
    range: { from: range.from, to: range.to },
    rows,
    formula: FORMULAS[main].id,
    figures: {
      subject,
      name: subjectName(subject),
      indicator: main,
      day: standing.day,
      today: standing.recordedDay ?? deps.today(),
      tension: value,
      change: value === null || before === null ? null : value - before,
      coverage: now.coverage,
      reports: now.reports,
      outlets: now.outlets,
      ...lineOf(lines, main),
      ...massesOn(rows, standing.day),
    },
    lines,
    episodes: episodesOf(
      alerts.alerts.filter(alert => alert.indicator === main),
      rows,
    ),
    promotions: promotions.map(({ at, coder }) => ({ at, words: `coder ${coder.version}` })),
    notes: notable(events.events),
    chosen,
  };
}

/** The reading of the day where the page stands, and the value of a week before: from the rows, where they show both. */
async function loadStanding(
  queries: Pick<Queries, 'series'>,
  rows: Rows,
  day: Day,
): Promise<{
  now: Pick<Reading, 'coverage' | 'reports' | 'outlets'> & { value: number | null };
  before: number | null;
}> {
  const { key, subject, indicator } = mainColumn(rows);
  const earlier = addDays(day, -7);
  const on = (wanted: Day) => rows.readings.find(reading => reading.day === wanted);
  const [now, before] = [on(day), on(earlier)];
  if (rows.step === 'day' && now && before)
    return { now: { ...now, value: now.values[key] ?? null }, before: before.values[key] ?? null };
  const { points } = await queries.series({ subject, indicator, from: earlier, to: day, step: 'day' });
  const last = points.at(-1) ?? { value: null, coverage: 'none', reports: 0, outlets: 0 };
  return { now: last, before: points.length === 8 ? (points[0]?.value ?? null) : null };
}

/** The rows of the chart, the table and the files: the page's own indicators first, then the subjects compared. */
export async function loadRows(
  queries: Pick<Queries, 'series'>,
  subject: Subject,
  { indicators, compare, step: askedStep }: SubjectState,
  range: Range,
): Promise<Rows> {
  const main = mainIndicator(subject, indicators);
  const step = fittingStep(askedStep, range);
  const own = (indicator: IndicatorName, role: Column['role']): Column => ({
    key: indicator,
    role,
    subject,
    indicator,
    name: FORMULAS[indicator].label,
  });
  const columns: Column[] = [
    own(main, 'main'),
    ...(showsMasses(indicators) ? [own('conflict', 'mass'), own('cooperation', 'mass')] : []),
    ...panelIndicators(subject, indicators).map(indicator => own(indicator, 'panel')),
    ...compare
      .filter(other => indicatorsOf(other).includes(main))
      .map(
        (other): Column => ({
          key: `${main} ${other}`,
          role: 'compared',
          subject: other,
          indicator: main,
          name: subjectName(other),
        }),
      ),
  ];
  const series = await Promise.all(
    columns.map(async column => ({
      column,
      answer: await queries.series({ subject: column.subject, indicator: column.indicator, ...range, step }),
    })),
  );
  return joinSeries(step, series);
}

/** Queries that all answer as of one position, and without the same things, so that no two numbers of a page disagree. */
export function pinned(all: Queries, asOf: Position | undefined, without: readonly string[] = []): Queries {
  const queries = leavingOut(all, without);
  if (asOf === undefined) return queries;
  return {
    ...queries,
    series: query => queries.series({ ...query, asOf }),
    thresholds: subject => queries.thresholds(subject, asOf),
    alerts: query => queries.alerts({ ...query, asOf }),
    promotions: () => queries.promotions(asOf),
    events: query => queries.events({ ...query, asOf }),
    contributions: query => queries.contributions({ ...query, asOf }),
  };
}

function leavingOut(queries: Queries, names: readonly string[]): Queries {
  const without = names.length === 0 ? null : parseWithout(names.join(','));
  if (without === null) return queries;
  return {
    ...queries,
    series: query => queries.series({ ...query, without }),
    contributions: query => queries.contributions({ ...query, without }),
  };
}

/** The standing alert on an indicator, and the lowest line that is set on it. */
function lineOf(lines: readonly ThresholdView[], indicator: IndicatorName): Pick<FiguresProps, 'alert' | 'line'> {
  const set = lines.filter(line => line.indicator === indicator).sort((a, b) => a.warn - b.warn);
  const alert = set.find(line => line.alert?.severity === 'critical')?.alert ?? set.find(line => line.alert)?.alert;
  const [line = null] = set.flatMap(({ comparison, warn }) =>
    comparison === 'above' || comparison === 'below' ? [{ comparison, warn }] : [],
  );
  return { alert: alert ? { severity: alert.severity, since: alert.since } : null, line };
}

function massesOn({ readings }: Rows, day: Day): Pick<FiguresProps, 'conflict' | 'cooperation'> {
  const reading = readings.findLast(other => other.day === day);
  return { conflict: reading?.values.conflict ?? null, cooperation: reading?.values.cooperation ?? null };
}
