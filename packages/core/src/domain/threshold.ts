import type { IndicatorName } from './indicator.ts';
import type { Subject } from './subject.ts';

/** A user's line on a chart. `recover` is how far the value must come back beyond the line before the alert clears. */
export type Threshold = {
  thresholdId: string;
  subject: Subject;
  indicator: IndicatorName;
  comparison: 'above' | 'below';
  warn: number;
  critical: number | null;
  /** Points under (above, for `below`) the line at which an alert clears. */
  recover: number;
  /** Hours that the value must stand beyond the line before the alert is raised. */
  forHours: number;
  /** Reports behind the reading that it takes at the least. */
  minReports: number;
  channels: string[];
};
