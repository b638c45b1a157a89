import type { Day } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import type { IndicatorName } from '../domain/indicator.ts';
import type { Subject } from '../domain/subject.ts';
import type {
  AlertsAnswer,
  ContributionsAnswer,
  EventsAnswer,
  ReceiptView,
  ReportsAnswer,
  ReportView,
  SeriesAnswer,
  StatusAnswer,
  SubjectsAnswer,
  ThresholdView,
} from '../wire/api.ts';

export type SeriesQuery = {
  subject: Subject;
  indicator: IndicatorName;
  from?: Day;
  to?: Day;
  step?: 'hour' | 'day' | 'week';
  asOf?: Position;
};
/** What narrows a list of events: all of it must hold. */
export type EventsFilter = {
  subject?: Subject;
  report?: string;
  type?: string;
  quad?: number;
  status?: 'coded' | 'suppressed';
  /** A country by code or name, or part of the name of a body. */
  actor?: string;
  recipient?: string;
  outlet?: string;
  source?: string;
  /** Words of the report. */
  q?: string;
  from?: Day;
  to?: Day;
};
export type EventsQuery = EventsFilter & { cursor?: string; limit?: number; asOf?: Position };
export type ContributionsQuery = {
  subject: Subject;
  indicator: IndicatorName;
  at: Day;
  /** Stories to show, the biggest; 200 without it. */
  limit?: number;
  asOf?: Position;
};
export type ReportsQuery = { status?: 'pending' | 'coded' | 'not-coded' | 'failed'; cursor?: string; limit?: number };

/**
 * Every question that the pages and the API ask. All answers are taken from the views, in one snapshot each: as they are,
 * or with `asOf` as they stood at a position. What is asked of the inbox (receipts, reports, counts) is always of now.
 */
export type Queries = {
  subjects(asOf?: Position): Promise<SubjectsAnswer>;
  series(query: SeriesQuery): Promise<SeriesAnswer>;
  events(query: EventsQuery): Promise<EventsAnswer>;
  contributions(query: ContributionsQuery): Promise<ContributionsAnswer>;
  /** Day where the subject's page stands, and the range of days that its data fill. */
  standing(subject: Subject, asOf?: Position): Promise<{ day: Day; from: Day; to: Day; latestReport: Day | null }>;
  receipt(reportId: string): Promise<ReceiptView | null>;
  report(reportId: string): Promise<ReportView | null>;
  reports(query: ReportsQuery): Promise<ReportsAnswer>;
  thresholds(subject?: Subject, asOf?: Position): Promise<ThresholdView[]>;
  alerts(query: { standing?: boolean; limit?: number; asOf?: Position }): Promise<AlertsAnswer>;
  status(): Promise<StatusAnswer>;
  /** Number of reports in force by whether they are the demo's. */
  population(): Promise<{ reports: number; demo: number }>;
};
