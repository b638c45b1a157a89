import {
  atLine,
  episodesOf,
  type Moment,
  momentsOf,
  otherLines,
  type PastEpisode,
  type Range,
  replay,
  stoodIn,
} from '../domain/backtest.ts';
import { coveredRange } from '../domain/coverage.ts';
import { addDays, type Day, dayOf } from '../domain/day.ts';
import type { IndicatorName } from '../domain/indicator.ts';
import { daysLookedBack } from '../domain/measure.ts';
import { ruleSentence } from '../domain/rule-sentence.ts';
import type { Subject } from '../domain/subject.ts';
import { anyPairOf, type Threshold, watchedBy } from '../domain/threshold.ts';
import type { Database, Executor } from '../log/database.ts';
import type { BacktestAnswer } from '../wire/api.ts';
import { askContributions } from './ask-contributions.ts';
import { type Clock, loadLearned, shareLate } from './ask-learned.ts';
import { createFactsOf, knownPairs, readFacts } from './ask-rule.ts';
import { loadExtent, lookBack } from './facts.ts';
import { scopeName, subjectName } from './names.ts';
import { positionAt } from './position-at.ts';
import { onViews } from './snapshot.ts';

const DAY_MS = 86_400_000;
const WINDOWS = [30, 90, 365] as const;
/** Pairs of a country that a backtest goes through, those with the newest acts. */
const MOST_SUBJECTS = 40;
/** Episodes that are answered with their evidence, the newest. */
const EXPLAINED = 6;
const REMEMBERED = 80;

/** Indicators that are made of day sums and coverage alone: what was known of them at any moment can be had cheaply. */
const OF_SUMS: ReadonlySet<IndicatorName> = new Set<IndicatorName>([
  'tension',
  'conflict',
  'cooperation',
  'conflict-share',
  'escalation',
]);

export type Tried = { subject: Subject; moments: Moment[] };
export type Trial = { clock: Clock; clockReason: string; range: Range; position: number; tried: Tried[] };

/** Replays rules over what was known, and remembers the readings, so that a line can be dragged through them. */
export type Backtests = {
  /** Readings of a rule in the days before the end of its data. `clock` is chosen where none is given. */
  trial(rule: Threshold, days: number, clock: Clock | null, until: Day | null): Promise<Trial>;
  ask(rule: Threshold, clock: Clock | null, explain: boolean): Promise<BacktestAnswer>;
};

/** `now` is in milliseconds since 1970. */
export function createBacktests(db: Database, now: () => number): Backtests {
  const remembered = new Map<string, Promise<Moment[]>>();
  const remember = (key: string, load: () => Promise<Moment[]>): Promise<Moment[]> => {
    const known = remembered.get(key) ?? load();
    remembered.delete(key);
    remembered.set(key, known);
    known.catch(() => remembered.delete(key));
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return known;
  };
  const trial: Backtests['trial'] = (rule, days, asked, until) =>
    onViews(db, undefined, async (tx, { position }) => {
      const subjects = await subjectsOf(tx, rule);
      const last = until ?? (await lastDay(tx, subjects, dayOf(now())));
      const to = Math.min(now(), Date.parse(`${addDays(last, 1)}T00:00:00Z`) - 1);
      const range = { from: Date.parse(`${addDays(dayOf(to), 1 - days)}T00:00:00Z`), to };
      const { clock, clockReason } = await chooseClock(tx, rule, subjects, range, asked);
      const tried: Tried[] = [];
      for (const subject of subjects) {
        const { indicator, comparison, change } = rule;
        const about = [subject, indicator, comparison, change, clock, range, position, daysLookedBack(rule)];
        tried.push({
          subject,
          moments: await remember(JSON.stringify(about), () => loadMoments(tx, rule, subject, clock, range)),
        });
      }
      return { clock, clockReason, range, position, tried };
    });
  return {
    trial,
    ask: async (rule, asked, explain) => {
      const { clock, clockReason, range, position, tried } = await trial(rule, 365, asked, null);
      const run = (it: Threshold) =>
        tried.flatMap(({ subject, moments }) =>
          episodesOf(it, replay(it, moments, range), moments).map(episode => ({ subject, ...episode })),
        );
      const episodes = run(rule).sort((a, b) => a.raisedAt - b.raisedAt);
      const explained = explain ? await explainAll(db, rule, episodes.slice(-EXPLAINED), clock) : new Map();
      return {
        sentence: ruleSentence(rule, scopeName(rule)),
        clock,
        clockReason,
        from: dayOf(range.from),
        to: dayOf(range.to),
        until: new Date(range.to).toISOString(),
        asOf: position,
        windows: WINDOWS.map(days => windowOf(episodes, days, range)),
        episodes: episodes.map(it => episodeView(it, explained.get(it) ?? [])),
        otherLines: otherLines(rule).map(line => ({
          line,
          fired: line === rule.warn ? episodes.length : run(atLine(rule, line)).length,
        })),
        subjects: tried.length,
      };
    },
  };
}

type Found = PastEpisode & { subject: Subject };
type Explained = BacktestAnswer['episodes'][number]['evidence'];

function windowOf(episodes: readonly Found[], days: number, { to }: Range): BacktestAnswer['windows'][number] {
  const from = to + 1 - days * DAY_MS;
  return {
    days,
    fired: episodes.filter(it => it.raisedAt >= from).length,
    stoodHours: Math.round(stoodIn(episodes, { from, to }) / 360_000) / 10,
  };
}

function episodeView(it: Found, evidence: Explained): BacktestAnswer['episodes'][number] {
  const instant = (at: number) => new Date(at).toISOString();
  return {
    ...it,
    name: subjectName(it.subject),
    raisedAt: instant(it.raisedAt),
    clearedAt: it.clearedAt === null ? null : instant(it.clearedAt),
    peakAt: instant(it.peakAt),
    evidence,
  };
}

async function subjectsOf(tx: Executor, rule: Threshold): Promise<Subject[]> {
  const country = anyPairOf(rule.subject);
  if (country === null) return watchedBy(rule, []);
  return (await knownPairs(tx, country)).slice(0, MOST_SUBJECTS);
}

/** The last day that any report covers, no later than today: where the data of a page end. */
async function lastDay(tx: Executor, subjects: readonly Subject[], today: Day): Promise<Day> {
  let last: Day | null = null;
  for (const subject of subjects) {
    const covered = coveredRange(await loadExtent(tx, subject));
    if (covered !== null && (last === null || covered.last > last)) last = covered.last;
  }
  return last === null || last > today ? today : last;
}

async function chooseClock(
  tx: Executor,
  rule: Threshold,
  subjects: readonly Subject[],
  range: Range,
  asked: Clock | null,
): Promise<{ clock: Clock; clockReason: string }> {
  if (!OF_SUMS.has(rule.indicator)) {
    const clockReason = `One reading a day: ${rule.indicator} is replayed with what is known of each day now.`;
    return { clock: 'published', clockReason };
  }
  if (asked !== null) return { clock: asked, clockReason: 'You asked for this clock.' };
  const late = await shareLate(tx, subjects, dayOf(range.from));
  if (late !== null && late > 0.5) {
    const clockReason = `As published: ${Math.round(100 * late)} % of these reports were recorded more than 48 hours after they were published.`;
    return { clock: 'published', clockReason };
  }
  return { clock: 'recorded', clockReason: 'As recorded: most reports came in within 48 hours of their publication.' };
}

async function loadMoments(
  tx: Executor,
  rule: Threshold,
  subject: Subject,
  clock: Clock,
  range: Range,
): Promise<Moment[]> {
  const first = dayOf(range.from);
  if (!OF_SUMS.has(rule.indicator)) {
    const facts = await createFactsOf(tx)(rule, subject, first, dayOf(range.to));
    const read = readFacts(rule, facts);
    const moments: Moment[] = [];
    for (let day = first; day <= dayOf(range.to); day = addDays(day, 1))
      moments.push({ at: Date.parse(`${addDays(day, 1)}T00:00:00Z`) - 1, reading: { ...read(day), demo: false } });
    return moments;
  }
  const since = lookBack(rule.indicator, addDays(first, -daysLookedBack(rule)));
  const learned = await loadLearned(tx, subject, clock, since === null ? '0001-01-01' : addDays(since, -14));
  return momentsOf(rule, learned, range);
}

/** The evidence of some episodes, as it was known when each would have been raised. */
async function explainAll(
  db: Database,
  rule: Threshold,
  episodes: readonly Found[],
  clock: Clock,
): Promise<Map<Found, Explained>> {
  const explained = new Map<Found, Explained>();
  for (const episode of episodes) {
    const asOf = clock === 'recorded' ? await positionAt(db, new Date(episode.raisedAt).toISOString()) : undefined;
    const query = { subject: episode.subject, indicator: rule.indicator, at: dayOf(episode.raisedAt) };
    const behind = await onViews(db, asOf, (tx, { position }) => askContributions(tx, query, position));
    explained.set(
      episode,
      behind.rows.slice(0, 2).flatMap(({ events, share }) =>
        events.slice(0, 1).map(({ reportId, sentence, outlet }) => {
          return { reportId, sentence: sentence?.text ?? null, outlet, share: share ?? 0 };
        }),
      ),
    );
  }
  return explained;
}
