import type { MessageKind } from '../channel.ts';
import type { Day } from '../day.ts';
import type { EventId, Position, ReportId } from '../ids.ts';

/** Steps of an alert that people are told of. */
export const TOLD_STEPS = ['raised', 'escalated', 'repeated', 'cleared'] as const;
export type ToldStep = (typeof TOLD_STEPS)[number];

/** One step of one alert, as a receiver is told of it. */
export type ToldAlert = {
  /** Id under which this step is told to this channel: always the same, however often it arrives. */
  notificationId: EventId;
  alertId: EventId;
  step: ToldStep;
  severity: 'warning' | 'critical';
  thresholdId: string;
  /** What people call the rule. */
  rule: string;
  subject: string;
  name: string;
  indicator: string;
  formula: string;
  comparison: string;
  day: Day;
  /** Null where no report covers the day. */
  value: number | null;
  line: number;
  /** Why it was repeated or cleared; null for the other steps. */
  reason: string | null;
  /** RFC 3339. `endsAt` is null while the alert stands. */
  startsAt: string;
  endsAt: string | null;
  /** Position of the views that the reading was taken at, and that of the step itself in the log. */
  position: Position;
  recordedAtPosition: Position;
  evidence: { reportId: ReportId /** Null once the words were erased. */; sentence: string | null; page: string }[];
  links: { page: string; acknowledge: string; silence: string };
};

/** What is sent to a channel in one go. */
export type Message = {
  /** Stands in `webhook-id` and `Message-ID`; the same at every try. */
  messageId: EventId;
  kind: MessageKind;
  channelId: string;
  channelName: string;
  alerts: ToldAlert[];
  /** What a notice says; null for messages about alerts. */
  notice: string | null;
  /** Address of the dashboard. */
  home: string;
  /** Head of the log when the message was made: who keeps it can show later that nothing before it was changed. */
  anchor: { position: Position; seal: string };
};
