import { sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import { defaultRange, standingDay } from '../domain/series.ts';
import type { Database, Transaction } from '../log/database.ts';
import { askAlerts, askThresholds } from './ask-alerts.ts';
import { askContributions } from './ask-contributions.ts';
import { askEvents } from './ask-events.ts';
import { askReceipt, askReport, askReports } from './ask-reports.ts';
import { askSeries } from './ask-series.ts';
import { askPopulation, askStatus } from './ask-status.ts';
import { askSubjects } from './ask-subjects.ts';
import { loadFacts } from './facts.ts';
import { VIEWS } from './project.ts';
import type { Queries } from './queries.ts';

/**
 * The questions of the pages and the API, asked of a database. Each is answered from one snapshot, so that the position
 * in an answer is the position of every number in it. `today` is the current UTC day.
 */
export function createQueries(db: Database, today: () => Day): Queries {
  const snapshot = <T>(ask: (tx: Transaction, position: number) => Promise<T>): Promise<T> =>
    db.transaction(
      async tx => {
        const { rows } = await tx.execute<{ position: string }>(
          sql`select position from checkpoints where name = ${VIEWS}`,
        );
        return ask(tx, Number(rows[0]?.position ?? 0));
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    );
  return {
    subjects: () => snapshot((tx, position) => askSubjects(tx, position, today())),
    series: query => snapshot((tx, position) => askSeries(tx, query, position, today())),
    events: query => snapshot(tx => askEvents(tx, query)),
    contributions: query => snapshot((tx, position) => askContributions(tx, query, position)),
    standing: subject =>
      snapshot(async tx => {
        const { reports } = await loadFacts(tx, subject, null);
        const latestReport = reports.at(-1)?.publishedDay ?? null;
        return { day: standingDay(reports, today()), ...defaultRange(reports, today()), latestReport };
      }),
    receipt: reportId => snapshot(tx => askReceipt(tx, reportId)),
    report: reportId => snapshot(tx => askReport(tx, reportId)),
    reports: query => snapshot(tx => askReports(tx, query)),
    thresholds: subject => snapshot(tx => askThresholds(tx, subject, today())),
    alerts: query => snapshot(tx => askAlerts(tx, query)),
    status: () => snapshot((tx, position) => askStatus(tx, position)),
    population: () => snapshot(tx => askPopulation(tx)),
  };
}
