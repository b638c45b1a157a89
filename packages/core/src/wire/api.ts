import type { z } from 'zod';
import type { alertDetail, alertsAnswer, alertView, pendingAlert, thresholdView } from './shapes/alert.ts';
import type { backtestAnswer, hindsightAnswer } from './shapes/backtest.ts';
import type { channelView } from './shapes/channel.ts';
import type { correctedReport, correctionView, promotionsAnswer } from './shapes/correction.ts';
import type { eventsAnswer, eventView, evidenceView, partyView } from './shapes/event.ts';
import type { feedAnswer } from './shapes/feed.ts';
import type { liveAlert, liveHello, liveMoved } from './shapes/live.ts';
import type { receiptView, reportRow, reportsAnswer, reportView, statusAnswer } from './shapes/report.ts';
import type {
  contributionRow,
  contributionsAnswer,
  seriesAnswer,
  seriesPoint,
  subjectSummary,
  subjectsAnswer,
} from './shapes/series.ts';
import type { storyAnswer } from './shapes/story.ts';
import type { watchListAnswer } from './shapes/watch-list.ts';

/**
 * What the dashboard's API answers. The schemas of `shapes` are the one description of it: pages and browser take their
 * types from them, `/openapi.json` is generated from them, and the tests hold the running server to them.
 */

export type PartyView = z.infer<typeof partyView>;
export type EvidenceView = z.infer<typeof evidenceView>;
export type EventView = z.infer<typeof eventView>;
export type Promotion = z.infer<typeof promotionsAnswer>['promotions'][number];
export type StoryAnswer = z.infer<typeof storyAnswer>;
export type CorrectedReport = z.infer<typeof correctedReport>;
export type CorrectionView = z.infer<typeof correctionView>;
export type EventsAnswer = z.infer<typeof eventsAnswer>;
export type SeriesPoint = z.infer<typeof seriesPoint>;
export type SeriesAnswer = z.infer<typeof seriesAnswer>;
export type SubjectSummary = z.infer<typeof subjectSummary>;
export type SubjectsAnswer = z.infer<typeof subjectsAnswer>;
export type ContributionRow = z.infer<typeof contributionRow>;
export type ContributionsAnswer = z.infer<typeof contributionsAnswer>;
export type ReceiptView = z.infer<typeof receiptView>;
export type ReportView = z.infer<typeof reportView>;
export type ReportRow = z.infer<typeof reportRow>;
export type ReportsAnswer = z.infer<typeof reportsAnswer>;
export type ThresholdView = z.infer<typeof thresholdView>;
export type AlertView = z.infer<typeof alertView>;
export type AlertDetail = z.infer<typeof alertDetail>;
export type PendingAlert = z.infer<typeof pendingAlert>;
export type AlertsAnswer = z.infer<typeof alertsAnswer>;
export type ChannelView = z.infer<typeof channelView>;
export type BacktestAnswer = z.infer<typeof backtestAnswer>;
export type HindsightAnswer = z.infer<typeof hindsightAnswer>;
export type StatusAnswer = z.infer<typeof statusAnswer>;

export type FeedAnswer = z.infer<typeof feedAnswer>;
export type WatchListAnswer = z.infer<typeof watchListAnswer>;
export type LiveHello = z.infer<typeof liveHello>;
export type LiveMoved = z.infer<typeof liveMoved>;
export type LiveAlert = z.infer<typeof liveAlert>;
