import type { ClearReason, HeldBack, RaiseCause, RepeatReason, Severity } from './alert-event.ts';
import type { Day } from './day.ts';

/** What a rule sees of the current day. `value` and `measure` are null where a reading is missing. */
export type RuleReading = {
  day: Day;
  value: number | null;
  measure: number | null;
  reports: number;
  outlets: number;
  /** Points of conflict of the day itself, not decayed. */
  conflict: number;
  demo: boolean;
};

/** An alert that stands. `owed` is why the message that is due waits; `told` that somebody heard of it. */
export type Episode = {
  severity: Severity;
  cause: RaiseCause;
  raisedAt: number;
  acknowledged: boolean;
  told: boolean;
  owed: HeldBack | null;
};

/**
 * Where a rule stands with one subject. `pending`: beyond the line, for less than the pending time. `no-data`: without a
 * reading that can be used, and nothing stands. `recovering`: inside the line again, but not by enough.
 */
export type Phase =
  | { kind: 'quiet' }
  | { kind: 'pending'; since: number; criticalSince: number | null }
  | { kind: 'no-data'; since: number }
  | { kind: 'standing'; episode: Episode; criticalSince: number | null }
  | { kind: 'recovering'; episode: Episode };

/** All that is remembered of a rule and a subject; instants in milliseconds since 1970. */
export type AlertState = {
  phase: Phase;
  /** When a message of each severity was last sent. */
  told: { warning: number | null; critical: number | null };
  silencedUntil: number | null;
  last: RuleReading | null;
  /** The latest instant seen: time never goes back. */
  at: number;
};

export const FIRST_STATE: AlertState = {
  phase: { kind: 'quiet' },
  told: { warning: null, critical: null },
  silencedUntil: null,
  last: null,
  at: 0,
};

/** What can happen to a rule. A silence ends by itself, at the next tick after its time. */
export type AlertInput =
  | { kind: 'reading'; reading: RuleReading }
  | { kind: 'tick' }
  /** `sameMeasure`: only lines and manners changed, and what is held against them means what it meant. */
  | { kind: 'edited'; sameMeasure: boolean }
  | { kind: 'removed'; reason: 'threshold-removed' | 'threshold-changed' }
  | { kind: 'silenced'; until: number | null }
  | { kind: 'acknowledged' };

export type AlertAct =
  | {
      do: 'raise';
      severity: Severity;
      cause: RaiseCause;
      line: number;
      pendingSince: number;
      heldBack: HeldBack | null;
    }
  | { do: 'escalate'; line: number; heldBack: HeldBack | null }
  | { do: 'repeat'; severity: Severity; line: number; reason: RepeatReason }
  | { do: 'clear'; reason: ClearReason; heldBack: HeldBack | null };

/** Why a step did what it did, or did nothing. */
export type StepReason =
  | Exclude<AlertAct, { do: 'clear' | 'repeat' }>['do']
  | ClearReason
  | RepeatReason
  | HeldBack
  | 'inside'
  | 'pending'
  | 'fell-back'
  | 'still-beyond'
  | 'not-yet-recovered'
  | 'too-few-reports'
  | 'too-few-outlets'
  | 'clock-went-back'
  | 'edited'
  | 'removed'
  | 'silence-lifted'
  | 'nothing-stands';

export type Step = { state: AlertState; acts: AlertAct[]; reason: StepReason };

/** The episode that stands, if one does. */
export function episodeOf({ phase }: AlertState): Episode | null {
  return phase.kind === 'standing' || phase.kind === 'recovering' ? phase.episode : null;
}
