import { episodesOf, type PastEpisode, replay } from '../domain/backtest.ts';
import { addDays, type Day } from '../domain/day.ts';
import { sensibleRules } from '../domain/hindsight.ts';
import { ruleSentence } from '../domain/rule-sentence.ts';
import type { Subject } from '../domain/subject.ts';
import type { HindsightAnswer } from '../wire/api.ts';
import type { Backtests } from './ask-backtest.ts';
import { subjectName } from './names.ts';

/** An alert that was raised so many days before an incident, or stood then, is taken to have told of it. */
const WARNING_DAYS = 14;
const ANSWERED = 8;

/**
 * Which sensible rules would have told of an incident on a day, from when on, and what else they would have fired on in
 * the year that ends two weeks after it.
 */
export async function askHindsight(backtests: Backtests, subject: Subject, at: Day): Promise<HindsightAnswer> {
  const rules = sensibleRules(subject);
  const end = Date.parse(`${addDays(at, 1)}T00:00:00Z`) - 1;
  const start = Date.parse(`${addDays(at, -WARNING_DAYS)}T00:00:00Z`);
  const instant = (time: number) => new Date(time).toISOString();
  const found: HindsightAnswer['rules'] = [];
  let clock: HindsightAnswer['clock'] = 'published';
  let asOf = 0;
  for (const rule of rules) {
    const trial = await backtests.trial(rule, 365, null, addDays(at, WARNING_DAYS));
    ({ clock, position: asOf } = trial);
    const moments = trial.tried[0]?.moments ?? [];
    const episodes = episodesOf(rule, replay(rule, moments, trial.range), moments);
    const caught = episodes.find(it => it.raisedAt <= end && it.raisedAt >= start && (it.clearedAt ?? end) >= start);
    if (caught === undefined) continue;
    const others = episodes.filter(it => it !== caught);
    const { thresholdId: _, ...body } = rule;
    found.push({
      rule: body,
      sentence: ruleSentence(rule, subjectName(subject)),
      earliest: instant(caught.raisedAt),
      value: caught.value,
      daysBefore: Math.round((end - caught.raisedAt) / 8_640_000) / 10,
      others: others.length,
      otherEpisodes: others.map((it: PastEpisode) => ({
        raisedAt: instant(it.raisedAt),
        clearedAt: it.clearedAt === null ? null : instant(it.clearedAt),
      })),
    });
  }
  found.sort((a, b) => a.others - b.others || (a.earliest < b.earliest ? -1 : 1));
  return { subject, name: subjectName(subject), at, clock, asOf, rules: found.slice(0, ANSWERED), tried: rules.length };
}
