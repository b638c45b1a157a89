import { stepAlert } from '@tensiometer/core/domain/alert.ts';
import type { AlertEvent } from '@tensiometer/core/domain/alert-event.ts';
import type { AlertInput, RuleReading } from '@tensiometer/core/domain/alert-state.ts';
import { type Day, dayOf } from '@tensiometer/core/domain/day.ts';
import type { Position } from '@tensiometer/core/domain/ids.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import { anyPairOf, RULE_DEFAULTS, type Threshold, watchedBy } from '@tensiometer/core/domain/threshold.ts';
import type { NewEvent } from '@tensiometer/core/log/append.ts';
import type { Transaction } from '@tensiometer/core/log/database.ts';
import { deriveId } from '@tensiometer/core/log/ids.ts';
import type { EvidenceWords, WatchState } from '@tensiometer/core/log/watch-store.ts';
import {
  askEvidence,
  askSilentSources,
  createFactsOf,
  daysFelt,
  type FactsOf,
  knownPairs,
  lateDays,
  readFacts,
} from '@tensiometer/core/views/ask-rule.ts';
import { type Control, loadRules, type Rule, standingOf } from '@tensiometer/core/views/ask-watched.ts';
import type { FactsOfSubject } from '@tensiometer/core/views/facts.ts';
import { type Behind, recordAct } from './watch-events.ts';

/** Everything that one look at the views led to. */
export type Pass = {
  events: NewEvent<AlertEvent>[];
  words: EvidenceWords[];
  /** States after it, by rule and subject. */
  states: Map<string, WatchState>;
  /** What came in about days that are over, with what is known of the subject now. */
  late: Late[];
};

export type Late = { rule: Threshold; subject: Subject; days: Day[]; facts: FactsOfSubject };

export type Look = {
  /** Milliseconds since 1970. */
  at: number;
  /** Position that the views have reached. */
  position: Position;
  /** Whether the clock is looked at as well: then time passes for every rule. */
  tick: boolean;
  /** Subjects whose readings may have changed since the last look; null for all of them. */
  moved: ReadonlySet<Subject> | null;
  /** Days on which rows of the ledger came in since then, by subject. */
  movedDays: ReadonlyMap<Subject, Day[]>;
  /** Silences and acknowledgements since then, in order. */
  controls: readonly Control[];
};

const NOTHING: RuleReading = { day: '', value: null, measure: null, reports: 0, outlets: 0, conflict: 0, demo: false };

/** Names the state of a rule with a subject. */
export function keyOf({ thresholdId, subject }: Pick<WatchState, 'thresholdId' | 'subject'>): string {
  return `${thresholdId} ${subject}`;
}

/**
 * Looks at every rule once, in one snapshot of the views: applies what happened to the rules, reads the subjects that
 * moved, lets the clock pass for the others. Writes nothing.
 */
export async function passOver(tx: Transaction, known: ReadonlyMap<string, WatchState>, look: Look): Promise<Pass> {
  const pass: Pass = { events: [], words: [], states: new Map(), late: [] };
  const rules = await loadRules(tx);
  const factsOf = createFactsOf(tx);
  const byRule = new Map<string, WatchState[]>();
  for (const state of known.values()) byRule.set(state.thresholdId, [...(byRule.get(state.thresholdId) ?? []), state]);
  for (const states of byRule.values()) {
    for (const state of states) {
      const rule = rules.get(state.thresholdId);
      if (rule !== undefined && watchedBy(rule.threshold, [state.subject]).includes(state.subject)) continue;
      const reason = rule === undefined ? 'threshold-removed' : 'threshold-changed';
      const last = rule?.threshold ?? goneRule(state);
      await take(tx, pass, { rule: last, version: state.version, look }, state, [{ kind: 'removed', reason }]);
    }
  }
  const today = dayOf(look.at);
  for (const rule of rules.values()) {
    for (const subject of await subjectsOf(tx, rule, byRule.get(rule.threshold.thresholdId) ?? [], look)) {
      const { threshold } = rule;
      const key = keyOf({ thresholdId: threshold.thresholdId, subject });
      const before = known.get(key) ?? (await standingOf(tx, rule, subject));
      const inputs = inputsFor(rule, before, look.controls);
      const stale = !known.has(key) || inputs.length > 0 || before.state.last?.day !== today;
      if (stale || look.moved === null || look.moved.has(subject)) {
        const facts = await factsOf(threshold, subject, today, today);
        inputs.push({ kind: 'reading', reading: readFacts(threshold, facts)(today) });
      } else if (look.tick) inputs.push({ kind: 'tick' });
      await take(tx, pass, { rule: threshold, version: rule.version, look }, before, inputs);
      const days = look.movedDays.get(subject)?.filter(day => day < today) ?? [];
      if (known.has(key)) pass.late.push(...(await lateOf(factsOf, threshold, subject, days, today)));
    }
  }
  return pass;
}

/** Stands in for a rule that is not set any more: that it has no quiet hours is all that matters. */
function goneRule({ thresholdId, subject }: WatchState): Threshold {
  const line = { comparison: 'above', warn: 0, critical: null, recover: 0, channels: [] } as const;
  return { ...RULE_DEFAULTS, ...line, channels: [], thresholdId, subject, indicator: 'tension' };
}

async function subjectsOf(tx: Transaction, rule: Rule, states: readonly WatchState[], look: Look): Promise<Subject[]> {
  const country = anyPairOf(rule.threshold.subject);
  if (country === null) return watchedBy(rule.threshold, []);
  const isKnown = states.some(state => state.version === rule.version);
  const candidates = look.moved === null || !isKnown ? await knownPairs(tx, country) : look.moved;
  return watchedBy(rule.threshold, new Set([...states.map(state => state.subject), ...candidates]));
}

/** What happened to a rule and a subject since the last look, before its reading is taken. */
function inputsFor(rule: Rule, before: WatchState, controls: readonly Control[]): AlertInput[] {
  const inputs: AlertInput[] = [];
  if (before.version !== rule.version) {
    inputs.push({ kind: 'edited', sameMeasure: before.measure === rule.measure });
  }
  for (const control of controls) {
    if (control.thresholdId !== before.thresholdId) continue;
    if (control.kind === 'silenced' && (control.subject === null || control.subject === before.subject))
      inputs.push({ kind: 'silenced', until: control.until });
    if (control.kind === 'acknowledged' && control.alertId === before.alertId) inputs.push({ kind: 'acknowledged' });
  }
  return inputs;
}

async function take(
  tx: Transaction,
  pass: Pass,
  { rule, version, look }: { rule: Threshold; version: number; look: Look },
  before: WatchState,
  inputs: readonly AlertInput[],
): Promise<void> {
  let watched: WatchState = before;
  for (const input of inputs) {
    const { state, acts } = stepAlert(rule, watched.state, input, look.at);
    const reading = state.last ?? watched.state.last ?? { ...NOTHING, day: dayOf(look.at) };
    watched = { ...watched, state, version };
    for (const act of acts) {
      const { behind, words } =
        act.do === 'raise' || act.do === 'escalate'
          ? await behindOf(tx, rule, watched.subject, reading.day, look.position)
          : { behind: { inputs: null, evidence: [], silent: [] }, words: [] };
      const recorded = recordAct(act, { rule, watched, reading, behind, readAt: look.position, at: state.at });
      watched = recorded.watched;
      pass.events.push(recorded.event);
      const { eventId } = recorded.event;
      const { alertId } = recorded.event.data as { alertId: string };
      pass.words.push(...words.map(it => ({ ...it, eventId, alertId })));
    }
  }
  pass.states.set(keyOf(watched), watched);
}

async function behindOf(
  tx: Transaction,
  rule: Threshold,
  subject: Subject,
  day: Day,
  position: Position,
): Promise<{ behind: Behind; words: Awaited<ReturnType<typeof askEvidence>>['words'] }> {
  const { inputs, evidence, words } = await askEvidence(tx, rule, subject, day, position);
  return { behind: { inputs, evidence, silent: await askSilentSources(tx, subject, day) }, words };
}

async function lateOf(
  factsOf: FactsOf,
  rule: Threshold,
  subject: Subject,
  moved: readonly Day[],
  today: Day,
): Promise<Late[]> {
  const days = daysFelt(moved, today);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ rule, subject, days, facts: await factsOf(rule, subject, first, last) }];
}

/** Notes of days that are over and would have been crossed; `before` is what was known of them at the last look. */
export function lateNotes(
  { late }: Pass,
  { at, position }: Look,
  before: ReadonlyMap<Late, FactsOfSubject>,
): NewEvent<AlertEvent>[] {
  return late.flatMap((it): NewEvent<AlertEvent>[] => {
    const { rule, subject, days, facts } = it;
    const then = before.get(it);
    const crossed = then === undefined ? [] : lateDays(rule, facts, then, days);
    if (crossed.length === 0) return [];
    const { thresholdId } = rule;
    return [
      {
        type: 'LateInformationNoted',
        eventId: deriveId('late', thresholdId, subject, position),
        streamId: `late-${thresholdId}`,
        occurredAt: new Date(at).toISOString(),
        data: { thresholdId, subject, days: crossed, readAt: position },
      },
    ];
  });
}
