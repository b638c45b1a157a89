import type { Day } from '../domain/day.ts';
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
  asOf?: number;
};
export type EventsQuery = {
  subject?: Subject;
  report?: string;
  type?: string;
  status?: 'coded' | 'suppressed';
  from?: Day;
  to?: Day;
  cursor?: string;
  limit?: number;
};
export type ContributionsQuery = { subject: Subject; indicator: IndicatorName; at: Day; asOf?: number };
export type ReportsQuery = { status?: 'pending' | 'coded' | 'not-coded' | 'failed'; cursor?: string; limit?: number };

/** Every question that the pages and the API ask. All answers are taken from the views, in one snapshot each. */
export type Queries = {
  subjects(): Promise<SubjectsAnswer>;
  series(query: SeriesQuery): Promise<SeriesAnswer>;
  events(query: EventsQuery): Promise<EventsAnswer>;
  contributions(query: ContributionsQuery): Promise<ContributionsAnswer>;
  /** Day where the subject's page stands, and the range of days that its data fill. */
  standing(subject: Subject): Promise<{ day: Day; from: Day; to: Day; latestReport: Day | null }>;
  receipt(reportId: string): Promise<ReceiptView | null>;
  report(reportId: string): Promise<ReportView | null>;
  reports(query: ReportsQuery): Promise<ReportsAnswer>;
  thresholds(subject?: Subject): Promise<ThresholdView[]>;
  alerts(query: { standing?: boolean; limit?: number }): Promise<AlertsAnswer>;
  status(): Promise<StatusAnswer>;
  /** Number of reports in force by whether they are the demo's. */
  population(): Promise<{ reports: number; demo: number }>;
};
