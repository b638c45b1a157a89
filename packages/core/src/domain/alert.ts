import type { ClearReason, HeldBack, RaiseCause, Severity } from './alert-event.ts';
import {
  type AlertInput,
  type AlertState,
  type Episode,
  episodeOf,
  type RuleReading,
  type Step,
  type StepReason,
} from './alert-state.ts';
import { hasRecovered, lineOf, severityOf } from './measure.ts';
import { isQuiet } from './quiet-hours.ts';
import type { Threshold } from './threshold.ts';

const MS_PER_HOUR = 3_600_000;

/**
 * One step of the alert of a rule on a subject, at an instant: the next state, what is to be recorded and told, and why.
 * In one severity at most one message about what stands is sent within the repeat interval, whatever happens.
 */
export function stepAlert(rule: Threshold, before: AlertState, input: AlertInput, at: number): Step {
  const now = Math.max(at, before.at);
  const state = { ...before, at: now };
  const episode = episodeOf(state);
  switch (input.kind) {
    case 'silenced':
      return stay({ ...state, silencedUntil: input.until }, input.until === null ? 'silence-lifted' : 'silenced');
    case 'acknowledged':
      if (episode === null) return stay(state, 'nothing-stands');
      return stay(withEpisode(state, { ...episode, acknowledged: true, owed: null }), 'acknowledged');
    case 'removed': {
      const gone = { ...state, phase: { kind: 'quiet' }, last: null } satisfies AlertState;
      return episode === null ? stay(gone, 'removed') : cleared(rule, state, gone, episode, input.reason);
    }
    case 'edited':
      return onEdit(rule, state, input.sameMeasure);
    case 'tick':
      return state.last === null ? stay(state, 'no-reading') : onReading(rule, state, state.last);
    case 'reading':
      if (state.last !== null && input.reading.day < state.last.day) return stay(state, 'clock-went-back');
      return onReading(rule, { ...state, last: input.reading }, input.reading);
    default:
      return input satisfies never;
  }
}

function onEdit(rule: Threshold, state: AlertState, sameMeasure: boolean): Step {
  const episode = episodeOf(state);
  if (episode === null) {
    const waits = state.phase.kind === 'pending' && sameMeasure;
    return stay(waits ? state : { ...state, phase: { kind: 'quiet' } }, 'edited');
  }
  const measure = state.last?.measure ?? null;
  // inside the new line there is nothing to recover from
  const inside = measure !== null && episode.cause === 'crossed' && severityOf(rule, measure) === null;
  if (sameMeasure && !inside) return stay(state, 'edited');
  const quiet = { ...state, phase: { kind: 'quiet' }, last: sameMeasure ? state.last : null } satisfies AlertState;
  return cleared(rule, state, quiet, episode, 'threshold-changed');
}

function onReading(rule: Threshold, state: AlertState, reading: RuleReading): Step {
  const { phase, at } = state;
  if (reading.measure === null) return onMissing(rule, state, reading, 'no-reading');
  if (reading.reports < rule.minReports) return onMissing(rule, state, reading, 'too-few-reports');
  if (reading.outlets < rule.minOutlets) return onMissing(rule, state, reading, 'too-few-outlets');
  const { measure } = reading;
  const severity = reading.conflict < rule.minConflict ? null : severityOf(rule, measure);
  switch (phase.kind) {
    case 'quiet':
    case 'no-data':
      if (severity === null) return stay({ ...state, phase: { kind: 'quiet' } }, 'inside');
      return onBeyond(rule, state, reading, { since: at, criticalSince: severity === 'critical' ? at : null });
    case 'pending':
      if (severity === null) return stay({ ...state, phase: { kind: 'quiet' } }, 'fell-back');
      return onBeyond(rule, state, reading, {
        since: phase.since,
        criticalSince: severity === 'critical' ? (phase.criticalSince ?? at) : null,
      });
    case 'standing':
    case 'recovering': {
      const { episode } = phase;
      if (episode.cause === 'no-data') {
        const quiet = { ...state, phase: { kind: 'quiet' } } satisfies AlertState;
        const end = cleared(rule, state, quiet, episode, 'readings-are-back');
        const next = onReading(rule, end.state, reading);
        return { ...next, acts: [...end.acts, ...next.acts], reason: next.acts.length > 0 ? next.reason : end.reason };
      }
      if (severity === null) {
        if (!hasRecovered(rule, measure))
          return stay({ ...state, phase: { kind: 'recovering', episode } }, 'not-yet-recovered');
        return cleared(rule, state, { ...state, phase: { kind: 'quiet' } }, episode, 'recovered');
      }
      const since = phase.kind === 'standing' ? phase.criticalSince : null;
      return onStanding(rule, state, reading, episode, severity === 'critical' ? (since ?? at) : null);
    }
    default:
      return phase satisfies never;
  }
}

function onBeyond(
  rule: Threshold,
  state: AlertState,
  reading: RuleReading,
  { since, criticalSince }: { since: number; criticalSince: number | null },
): Step {
  if (!hasHeld(rule, since, state.at))
    return stay({ ...state, phase: { kind: 'pending', since, criticalSince } }, 'pending');
  const critical = criticalSince !== null && hasHeld(rule, criticalSince, state.at);
  return raised(rule, state, reading, {
    severity: critical ? 'critical' : 'warning',
    cause: 'crossed',
    since,
    criticalSince,
  });
}

function onStanding(
  rule: Threshold,
  state: AlertState,
  reading: RuleReading,
  episode: Episode,
  criticalSince: number | null,
): Step {
  if (episode.severity === 'warning' && criticalSince !== null && hasHeld(rule, criticalSince, state.at)) {
    const heldBack = heldBackBy(rule, state, 'critical', reading);
    const worse = {
      ...episode,
      severity: 'critical',
      acknowledged: false,
      ...afterMessage(episode, heldBack),
    } as const;
    return {
      state: tell({ ...state, phase: { kind: 'standing', episode: worse, criticalSince } }, 'critical', heldBack),
      acts: [{ do: 'escalate', line: lineOf(rule, 'critical', reading.measure), heldBack }],
      reason: 'escalate',
    };
  }
  return reminded(rule, { ...state, phase: { kind: 'standing', episode, criticalSince } }, reading, episode);
}

/** Says again that an alert stands, or says it at last, where a message is due and nothing holds it back. */
function reminded(rule: Threshold, state: AlertState, reading: RuleReading, episode: Episode): Step {
  if (episode.acknowledged) return stay(state, 'acknowledged');
  const heldBack = heldBackBy(rule, state, episode.severity, reading);
  if (heldBack === 'told-lately') return stay(state, 'still-beyond');
  if (heldBack !== null) return stay(withEpisode(state, { ...episode, owed: heldBack }), heldBack);
  const reason =
    episode.owed === 'silenced' ? 'silence-expired' : episode.owed === 'quiet-hours' ? 'quiet-hours-ended' : 'interval';
  const { severity } = episode;
  return {
    state: tell(withEpisode(state, { ...episode, told: true, owed: null }), severity, null),
    acts: [{ do: 'repeat', severity, line: lineOf(rule, severity, reading.measure), reason }],
    reason,
  };
}

function onMissing(
  rule: Threshold,
  state: AlertState,
  reading: RuleReading,
  reason: 'no-reading' | 'too-few-reports' | 'too-few-outlets',
): Step {
  const { phase, at } = state;
  const episode = episodeOf(state);
  if (episode !== null) {
    if (episode.cause === 'no-data' && rule.noData !== 'alert')
      return cleared(rule, state, { ...state, phase: { kind: 'quiet' } }, episode, 'threshold-changed');
    if (rule.noData === 'ignore')
      return cleared(rule, state, { ...state, phase: { kind: 'quiet' } }, episode, 'no-reading');
    return episode.cause === 'no-data' ? reminded(rule, state, reading, episode) : stay(state, reason);
  }
  if (rule.noData === 'ignore') return stay({ ...state, phase: { kind: 'quiet' } }, reason);
  // a reading that stopped half way through the pending time is neither held nor over
  if (rule.noData === 'keep')
    return stay(phase.kind === 'quiet' ? { ...state, phase: { kind: 'no-data', since: at } } : state, reason);
  const since = phase.kind === 'no-data' ? phase.since : at;
  if (!hasHeld(rule, since, at)) return stay({ ...state, phase: { kind: 'no-data', since } }, reason);
  return raised(rule, state, reading, { severity: 'warning', cause: 'no-data', since, criticalSince: null });
}

function raised(
  rule: Threshold,
  state: AlertState,
  reading: RuleReading,
  {
    severity,
    cause,
    since,
    criticalSince,
  }: { severity: Severity; cause: RaiseCause; since: number; criticalSince: number | null },
): Step {
  const heldBack = heldBackBy(rule, state, severity, reading);
  const fresh = { severity, cause, raisedAt: state.at, acknowledged: false, told: false, owed: null };
  const episode: Episode = { ...fresh, ...afterMessage(fresh, heldBack) };
  return {
    state: tell({ ...state, phase: { kind: 'standing', episode, criticalSince } }, severity, heldBack),
    acts: [
      { do: 'raise', severity, cause, line: lineOf(rule, severity, reading.measure), pendingSince: since, heldBack },
    ],
    reason: 'raise',
  };
}

function cleared(rule: Threshold, before: AlertState, after: AlertState, episode: Episode, reason: ClearReason): Step {
  const held = before.last === null ? null : heldBackBy(rule, before, episode.severity, before.last);
  // that it is over may be said at once, but only to whoever heard that it began
  const heldBack = held === 'demo' ? held : !episode.told ? 'never-told' : held === 'told-lately' ? null : held;
  return { state: after, acts: [{ do: 'clear', reason, heldBack }], reason };
}

/** What keeps a message of a severity from being sent; null when nothing does. */
function heldBackBy(rule: Threshold, state: AlertState, severity: Severity, reading: RuleReading): HeldBack | null {
  if (reading.demo) return 'demo';
  const { told, silencedUntil, at } = state;
  const last =
    severity === 'critical' ? told.critical : Math.max(told.warning ?? -Infinity, told.critical ?? -Infinity);
  if (last !== null && at - last < rule.repeatHours * MS_PER_HOUR) return 'told-lately';
  if (silencedUntil !== null && at < silencedUntil) return 'silenced';
  return isQuiet(rule.quiet, severity, at) ? 'quiet-hours' : null;
}

function afterMessage(episode: Pick<Episode, 'told'>, heldBack: HeldBack | null): Pick<Episode, 'told' | 'owed'> {
  return { told: episode.told || heldBack === null, owed: heldBack };
}

function tell(state: AlertState, severity: Severity, heldBack: HeldBack | null): AlertState {
  return heldBack === null ? { ...state, told: { ...state.told, [severity]: state.at } } : state;
}

function hasHeld(rule: Threshold, since: number, at: number): boolean {
  return at - since >= rule.forHours * MS_PER_HOUR;
}

function withEpisode(state: AlertState, episode: Episode): AlertState {
  const { phase } = state;
  return phase.kind === 'standing' || phase.kind === 'recovering' ? { ...state, phase: { ...phase, episode } } : state;
}

function stay(state: AlertState, reason: StepReason): Step {
  return { state, acts: [], reason };
}
