import type { Day } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import type { IndicatorName } from '../domain/indicator.ts';
import type { Subject } from '../domain/subject.ts';
import type { Without } from '../domain/without.ts';
import type {
  AlertDetail,
  AlertsAnswer,
  ContributionsAnswer,
  CorrectedReport,
  EventsAnswer,
  FeedAnswer,
  Promotion,
  ReceiptView,
  ReportsAnswer,
  ReportView,
  SeriesAnswer,
  StatusAnswer,
  StoryAnswer,
  SubjectSummary,
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
  without?: Without;
};
/** A subject of the ranking, before what is shown of it is loaded. */
export type Ranked = Omit<SubjectSummary, 'spark' | 'lastEvent'>;
/** Which subjects are wanted of the ranking: those that are chosen (all, without a choice), or a page of them. */
export type SubjectsQuery = {
  choose?: (ranked: readonly Ranked[]) => readonly Ranked[];
  from?: number;
  limit?: number;
  asOf?: Position;
  without?: Without;
};
/** What narrows a list of events: all of it must hold. */
export type EventsFilter = {
  subject?: Subject;
  report?: string;
  type?: string;
  quad?: number;
  status?: 'coded' | 'suppressed' | 'rejected';
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
export type EventsQuery = EventsFilter & {
  cursor?: string;
  limit?: number;
  /** Newest first, unless the weightiest (|score| × confidence) are wanted; those come without a cursor. */
  order?: 'newest' | 'weight';
  asOf?: Position;
};
export type ContributionsQuery = {
  subject: Subject;
  indicator: IndicatorName;
  at: Day;
  /** Stories to show, the biggest; 200 without it. */
  limit?: number;
  asOf?: Position;
  without?: Without;
};
export type ReportsQuery = {
  status?: 'pending' | 'coded' | 'not-coded' | 'failed';
  cursor?: string;
  limit?: number;
  asOf?: Position;
};

/** Where a subject's page stands, and the days that its data fill. */
export type Standing = {
  day: Day;
  /** Range that fits the data. */
  from: Day;
  to: Day;
  /** First day that any report covers; null without reports. */
  first: Day | null;
  latestReport: Day | null;
  /** Position of the answer, and the day it was recorded on where it was asked for. */
  asOf: Position;
  recordedDay: Day | null;
};

/**
 * Every question that the pages and the API ask. All answers are taken from the views, in one snapshot each: as they are,
 * or with `asOf` as they stood at a position. What is asked of the inbox (receipts, one report, counts) is always of now;
 * the list of reports is that of the log, with what had become of each.
 */
export type Queries = {
  subjects(query?: SubjectsQuery): Promise<SubjectsAnswer>;
  /** Every subject that there is, by name. */
  names(): Promise<{ subject: Subject; name: string }[]>;
  series(query: SeriesQuery): Promise<SeriesAnswer>;
  events(query: EventsQuery): Promise<EventsAnswer>;
  feed(query: { limit: number; asOf?: Position }): Promise<FeedAnswer>;
  contributions(query: ContributionsQuery): Promise<ContributionsAnswer>;
  standing(subject: Subject, asOf?: Position): Promise<Standing>;
  receipt(reportId: string): Promise<ReceiptView | null>;
  report(reportId: string): Promise<ReportView | null>;
  reports(query: ReportsQuery): Promise<ReportsAnswer>;
  /** The story that an event belongs to, by the id of either; null when there is none. */
  story(id: string, asOf?: Position): Promise<StoryAnswer | null>;
  /** Coders that were promoted, oldest first. */
  promotions(asOf?: Position): Promise<Promotion[]>;
  /** Reports that people corrected, as a test set. */
  correctedReports(page: {
    cursor?: string;
    limit: number;
  }): Promise<{ reports: CorrectedReport[]; next: string | null }>;
  thresholds(subject?: Subject, asOf?: Position): Promise<ThresholdView[]>;
  /** One alert with all that happened to it; null for an unknown id. */
  alert(alertId: string): Promise<AlertDetail | null>;
  alerts(query: { standing?: boolean; subject?: Subject; limit?: number; asOf?: Position }): Promise<AlertsAnswer>;
  status(): Promise<StatusAnswer>;
  /** Number of reports in force by whether they are the demo's. */
  population(): Promise<{ reports: number; demo: number }>;
};
