import type { Severity } from './alert-event.ts';
import type { IndicatorName } from './indicator.ts';
import { countriesOf, kindOf, type Subject } from './subject.ts';

/**
 * How a reading is held against the line: over it, under it, outside a band, by how much it changed over some days, or
 * since how many days it was not as high.
 */
export const COMPARISONS = ['above', 'below', 'outside', 'change', 'record'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a missing reading does: nothing (keep), raise an alert of its own (alert), or clear what stands (ignore). */
export const NO_DATA_POLICIES = ['keep', 'alert', 'ignore'] as const;
export type NoDataPolicy = (typeof NO_DATA_POLICIES)[number];

/** Hours of each day, in a time zone, in which warnings (or everything) wait. `from` after `to` spans midnight. */
export type QuietHours = { from: string; to: string; timeZone: string; holds: 'warnings' | 'all' };

/** Where messages of some severities go. */
export type Route = { channelId: string; severities: Severity[] };

/** A user's line on a chart: what it watches, when it is crossed, and who is told. */
export type Threshold = {
  thresholdId: string;
  /** What people call it; null for a line that its sentence names well enough. */
  title: string | null;
  /** One subject (`IRQ-USA`, `IRQ`, `world`), any pair of a country (`IRQ-*`), or `list` for the `members`. */
  subject: string;
  /** Subjects of a watch-list; empty for every other. */
  members: Subject[];
  indicator: IndicatorName;
  comparison: Comparison;
  /** The warning line: a value of the indicator; for `change` how much it moved; for `record` a number of days. */
  warn: number;
  critical: number | null;
  /** Lower edges of the band, whose upper edges are `warn` and `critical`; only for `outside`. */
  band: { warn: number; critical: number | null } | null;
  /** Span and unit of a change; only for `change`. */
  change: { days: number; unit: 'points' | 'percent'; direction: 'up' | 'down' | 'either' } | null;
  /** How far inside the line the value must come back before the alert clears, in the unit of `warn`. */
  recover: number;
  /** Hours that the value must stand beyond the line before the alert is raised. */
  forHours: number;
  /** Reports and outlets behind the reading that it takes at the least; a reading with fewer is none. */
  minReports: number;
  minOutlets: number;
  /** Points of conflict of the day itself that it takes at the least. */
  minConflict: number;
  noData: NoDataPolicy;
  quiet: QuietHours | null;
  /** Hours between two messages about the same subject in one severity. */
  repeatHours: number;
  channels: Route[];
};

/** What a line has that nobody said otherwise of. */
export const RULE_DEFAULTS: Pick<
  Threshold,
  | 'title'
  | 'members'
  | 'band'
  | 'change'
  | 'forHours'
  | 'minReports'
  | 'minOutlets'
  | 'minConflict'
  | 'noData'
  | 'quiet'
  | 'repeatHours'
> = {
  title: null,
  members: [],
  band: null,
  change: null,
  forHours: 0,
  minReports: 0,
  minOutlets: 0,
  minConflict: 0,
  noData: 'keep',
  quiet: null,
  repeatHours: 24,
};

/** Defaults of a new line on tension: warn at 40, critical at 55, recover 5 under. Editorial. */
export const THRESHOLD_DEFAULTS = { warn: 40, critical: 55, recover: 5 } as const;

/** Subject text of a rule that watches a list. */
export const WATCH_LIST = 'list';
const ANY_PAIR = /^([A-Z]{3})-\*$/;

/** The country of a rule that watches any pair of it; null for another. */
export function anyPairOf(subject: string): string | null {
  return ANY_PAIR.exec(subject)?.[1] ?? null;
}

/** True for a rule that can have alerts on more than one subject. */
export function watchesMany({ subject }: Pick<Threshold, 'subject'>): boolean {
  return subject === WATCH_LIST || anyPairOf(subject) !== null;
}

/** Those of the subjects that are known that a rule watches; one that nothing is known of is watched when it is named. */
export function watchedBy(
  { subject, members }: Pick<Threshold, 'subject' | 'members'>,
  known: Iterable<Subject>,
): Subject[] {
  if (subject === WATCH_LIST) return members;
  const country = anyPairOf(subject);
  if (country === null) return [subject];
  return [...known].filter(it => kindOf(it) === 'dyad' && countriesOf(it).includes(country));
}
