import type { Coverage } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { IndicatorName } from '../domain/indicator.ts';
import type { Severity } from '../domain/log-event.ts';
import type { EventType, Quad } from '../domain/ontology.ts';
import type { Subject } from '../domain/subject.ts';
import type { Threshold } from '../domain/threshold.ts';

/** What the dashboard's API answers. `asOf` is the position that the answer was taken at. */

/** `demo`: at least one demo report stands behind the point. */
export type SeriesPoint = {
  at: string;
  value: number | null;
  reports: number;
  outlets: number;
  coverage: Coverage;
  demo: boolean;
};
export type SeriesAnswer = {
  subject: Subject;
  indicator: IndicatorName;
  formula: string;
  unit: string;
  step: 'hour' | 'day' | 'week';
  asOf: number;
  points: SeriesPoint[];
};

/** One subject in the ranking, at the day where its page stands. */
export type SubjectSummary = {
  subject: Subject;
  /** "Iraq–United States". */
  name: string;
  kind: 'dyad' | 'country';
  /** Day of the reading: today, or the day of the latest report when that is more than 14 days ago. */
  day: Day;
  tension: number | null;
  /** Tension minus that of seven days before; null when either has no coverage. */
  change: number | null;
  coverage: Coverage;
  reports: number;
  outlets: number;
  /** Tension of the 90 days up to `day`, oldest first. */
  spark: (number | null)[];
  /** The newest coded event of the subject, with its words. */
  lastEvent: EventView | null;
  /** Standing alert, if any; the lowest line set on it otherwise. */
  alert: { severity: Severity; since: string } | null;
  line: { comparison: 'above' | 'below'; warn: number } | null;
  demo: boolean;
};
export type SubjectsAnswer = { subjects: SubjectSummary[]; asOf: number; day: Day };

/** Words of the report; null once the text was erased. */
export type PartyView = {
  text: string | null;
  country: string | null;
  countryName: string | null;
  sector: string;
  start: number;
  end: number;
};
export type EvidenceView = {
  start: number;
  end: number;
  text: string | null;
  role: string;
  rule: string;
  weight: number;
};
export type EventView = {
  id: string;
  reportId: string;
  position: number;
  status: 'coded' | 'suppressed';
  reason?: string;
  type: EventType;
  mode: string | null;
  cameo: string | null;
  quad: Quad;
  score: number;
  goldstein: number | null;
  actors: PartyView[];
  recipients: PartyView[];
  reciprocal: boolean;
  nonState: boolean;
  date: Day | null;
  datePrecision: string;
  factuality: string;
  confidence: { type: number; actor: number; recipient: number; date: number; overall: number };
  evidence: EvidenceView[];
  /** The sentence (or line) that holds the trigger, with its place in the report's text. */
  sentence: { start: number; end: number; text: string } | null;
  outlet: string;
  publishedAt: string | null;
  publishedDay: Day;
  url: string | null;
  demo: boolean;
};
export type EventsAnswer = { events: EventView[]; next: string | null };

/** What stands behind one point: for tension the shares add up to the value, for masses the amounts do. */
export type ContributionsAnswer = {
  subject: Subject;
  indicator: IndicatorName;
  at: Day;
  asOf: number;
  value: number | null;
  /** Decayed to the day, in points (for conflict and cooperation: the day's own sums). */
  conflictMass: number;
  cooperationMass: number;
  coverage: Coverage;
  reports: number;
  outlets: number;
  /** Biggest share first. */
  rows: ContributionRow[];
};
export type ContributionRow = {
  story: string;
  eventDay: Day;
  /** Points, before decay. */
  conflict: number;
  cooperation: number;
  /** Weight of the row's age, 0 to 1. */
  decay: number;
  /** Part of the value that this row is, negative for cooperation under tension. */
  share: number;
  nonState: boolean;
  events: EventView[];
};

export type ReceiptView = {
  reportId: string;
  id: string | null;
  status: 'received' | 'queued' | 'coded' | 'not-coded' | 'counted' | 'failed';
  reason: string | null;
  /** What a person should know of the reason, in a sentence. */
  explanation: string | null;
  receivedAt: string;
  position: number | null;
  attempts: number;
};

export type ReportView = ReceiptView & {
  title: string | null;
  /** All offsets count in this string; null once erased. */
  text: string | null;
  titleLength: number;
  url: string | null;
  publishedAt: string | null;
  outlet: string;
  source: string;
  language: string | null;
  tags: string[];
  flags: string[];
  demo: boolean;
  events: EventView[];
  suppressed: EventView[];
  coder: { name: string; version: string } | null;
  /** The report's own log events, in order. */
  log: { position: number; type: string; recordedAt: string; summary: string }[];
};

export type ReportRow = ReceiptView & {
  title: string;
  outlet: string;
  source: string;
  publishedAt: string | null;
  events: number;
  demo: boolean;
};
export type ReportsAnswer = { reports: ReportRow[]; next: string | null };

export type ThresholdView = Threshold & {
  version: number;
  name: string;
  value: number | null;
  alert: { severity: Severity; since: string; alertId: string } | null;
};

export type AlertView = {
  alertId: string;
  thresholdId: string;
  subject: Subject;
  name: string;
  indicator: string;
  severity: Severity;
  day: Day;
  value: number;
  line: number;
  raisedAt: string;
  raisedPosition: number;
  clearedAt: string | null;
  clearedReason: string | null;
  evidence: { reportId: string; sentence: string | null }[];
};
export type AlertsAnswer = { alerts: AlertView[] };

export type StatusAnswer = {
  received: number;
  pending: number;
  coded: number;
  notCoded: number;
  failed: number;
  position: number;
  projected: number;
  lagSeconds: number;
};

/** Messages of `GET /api/v1/live`, by their SSE event name. */
export type LiveHello = { view: string; position: number };
export type LiveMoved = { position: number; subjects: Subject[]; days: Day[] };
export type LiveAlert = { alert: AlertView; change: 'raised' | 'cleared' };
