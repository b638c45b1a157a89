import { coveredRange } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import { defaultRange, standingDay } from '../domain/series.ts';
import type { Database } from '../log/database.ts';
import { askAlert } from './ask-alert.ts';
import { askAlerts } from './ask-alerts.ts';
import { askContributions } from './ask-contributions.ts';
import { askCorrectedReports } from './ask-corrections.ts';
import { askEvents } from './ask-events.ts';
import { askFeed } from './ask-feed.ts';
import { askPromotions } from './ask-promotions.ts';
import { askReceipt, askReport, askReports } from './ask-reports.ts';
import { askSeries } from './ask-series.ts';
import { askPopulation, askStatus } from './ask-status.ts';
import { askStory } from './ask-story.ts';
import { askNames, askSubjects } from './ask-subjects.ts';
import { askThresholds } from './ask-thresholds.ts';
import { loadExtent } from './facts.ts';
import { createGrowth } from './late-growth.ts';
import type { Queries } from './queries.ts';
import { onViews } from './snapshot.ts';

/**
 * The questions of the pages and the API, asked of a database. `today` is the current UTC day; `now`, in milliseconds since
 * 1970, says what is silenced: the start of the day when absent.
 */
export function createQueries(
  db: Database,
  today: () => Day,
  now: () => number = () => Date.parse(`${today()}T00:00:00Z`),
): Queries {
  const growthOf = createGrowth();
  return {
    subjects: (query = {}) =>
      onViews(
        db,
        query.asOf,
        (tx, at) => askSubjects(tx, query, at.position, at.recordedDay ?? today()),
        query.without,
      ),
    names: () => onViews(db, undefined, tx => askNames(tx)),
    series: query =>
      onViews(
        db,
        query.asOf,
        (tx, at) => askSeries(tx, query, at.position, at.recordedDay ?? today(), growthOf),
        query.without,
      ),
    events: query => onViews(db, query.asOf, tx => askEvents(tx, query)),
    feed: ({ limit, asOf }) => onViews(db, asOf, (tx, at) => askFeed(tx, limit, at.position)),
    contributions: query =>
      onViews(db, query.asOf, (tx, at) => askContributions(tx, query, at.position), query.without),
    standing: (subject, asOf) =>
      onViews(db, asOf, async (tx, at) => {
        const reports = await loadExtent(tx, subject);
        const day = at.recordedDay ?? today();
        const latestReport = reports.at(-1)?.publishedDay ?? null;
        return {
          day: standingDay(reports, day),
          ...defaultRange(reports, day),
          first: coveredRange(reports)?.first ?? null,
          latestReport,
          asOf: at.position,
          recordedDay: at.recordedDay,
        };
      }),
    receipt: reportId => onViews(db, undefined, tx => askReceipt(tx, reportId)),
    report: reportId => onViews(db, undefined, tx => askReport(tx, reportId)),
    reports: query => onViews(db, query.asOf, tx => askReports(tx, query)),
    story: (id, asOf) => onViews(db, asOf, (tx, at) => askStory(tx, id, at.position)),
    promotions: asOf => onViews(db, asOf, (tx, at) => askPromotions(tx, at.position)),
    correctedReports: page => onViews(db, undefined, tx => askCorrectedReports(tx, page)),
    thresholds: (subject, asOf) =>
      onViews(db, asOf, (tx, at) => askThresholds(tx, subject, at.recordedDay ?? today(), now())),
    alerts: query => onViews(db, query.asOf, tx => askAlerts(tx, query, now())),
    alert: alertId => onViews(db, undefined, tx => askAlert(tx, alertId, now())),
    status: () => onViews(db, undefined, (tx, at) => askStatus(tx, at.position)),
    population: () => onViews(db, undefined, tx => askPopulation(tx)),
  };
}
