import type { Threshold } from '@tensiometer/core/domain/threshold.ts';
import { listChannels } from '@tensiometer/core/log/channels.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import type { Backtests } from '@tensiometer/core/views/ask-backtest.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { BacktestAnswer } from '@tensiometer/core/wire/api.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { parseThreshold } from '@tensiometer/core/wire/rule.ts';
import { acknowledge, silence } from './api/alerts.ts';
import { removeThreshold, setThreshold } from './api/thresholds.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const THRESHOLD_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What the forms of the pages do, for whoever is signed in; each throws a problem that says what to do. */
export type RuleCommands = {
  parse(thresholdId: string, body: unknown): Promise<Threshold>;
  set(userId: string, thresholdId: string, body: unknown): Promise<void>;
  remove(userId: string, thresholdId: string): Promise<void>;
  acknowledge(userId: string, alertId: string): Promise<void>;
  /** Silences the line of an alert on its subject, for so many hours; 0 lifts it. */
  silence(userId: string, alertId: string, hours: number, reason: string): Promise<void>;
  backtest(rule: Threshold): Promise<BacktestAnswer>;
};

type Deps = {
  db: Database;
  queries: Queries;
  backtests: Backtests;
  projected(position: number): Promise<void>;
  now(): number;
};

export function createRuleCommands({ db, queries, backtests, projected, now }: Deps): RuleCommands {
  const parse: RuleCommands['parse'] = async (thresholdId, body) => {
    if (!THRESHOLD_ID.test(thresholdId))
      throw new ProblemRaised(problem('invalid-request', { detail: 'No line can have this id.' }));
    const channels = new Set((await listChannels(db)).map(channel => channel.channelId));
    const parsed = parseThreshold(thresholdId, body, channels);
    if (parsed.ok) return parsed.threshold;
    throw new ProblemRaised(problem('invalid-request', { detail: parsed.detail }));
  };
  return {
    parse,
    set: async (userId, thresholdId, body) => {
      const { position } = await setThreshold(db, await parse(thresholdId, body), userId);
      await projected(position);
    },
    remove: async (userId, thresholdId) => {
      const position = await removeThreshold(db, thresholdId, userId);
      if (position === null) throw notFound('No line of that id is set.');
      await projected(position);
    },
    acknowledge: async (userId, alertId) => {
      const done = UUID.test(alertId) ? await acknowledge(db, alertId, null, userId) : null;
      if (done === null) throw notFound('There is no alert of that id.');
      await projected(done.position);
    },
    silence: async (userId, alertId, hours, reason) => {
      const found = UUID.test(alertId) ? await queries.alert(alertId) : null;
      if (found === null) throw notFound('There is no alert of that id.');
      const { thresholdId, subject } = found.alert;
      const time = hours > 0 ? { hours: Math.min(hours, 2_160) } : { until: null };
      const done = await silence(
        db,
        thresholdId,
        { subject, ...time, reason: reason.trim().slice(0, 500) },
        userId,
        now(),
      );
      if (done === null) throw notFound('The line of this alert is not set any more.');
      await projected(done.position);
    },
    backtest: rule => backtests.ask(rule, null, true),
  };
}

function notFound(detail: string): ProblemRaised {
  return new ProblemRaised(problem('not-found', { detail }));
}
