import { sql } from 'drizzle-orm';
import { DELIVERY_STEPS, type Delivery, deliver } from '../../apps/worker/src/notify/deliver.ts';
import { parseAllowList } from '../../apps/worker/src/outbound/policy.ts';
import { createOutbound } from '../../apps/worker/src/outbound/send.ts';
import type { Payload } from '../../packages/core/src/domain/notify/payload.ts';
import type { Database } from '../../packages/core/src/log/database.ts';
import { deriveId } from '../../packages/core/src/log/ids.ts';
import { formMessages, sweepMessages } from '../../packages/core/src/log/messages.ts';
import { appendTold } from '../../packages/core/src/log/outbox.ts';
import { AT_ONCE, linking } from '../integration/support/notifier.ts';
import { haveChannel, haveRule, type Step, stepOf } from '../integration/support/outbox.ts';
import { startReceiver } from '../integration/support/receiver.ts';
import { randomFrom } from './random.ts';

/** What the receiver saw of one run, against what it should have seen. */
export type NotifyRun = {
  seed: number;
  crashes: number;
  /** Steps of alerts in the log that a channel is to hear of. */
  expected: number;
  /** Messages by their distinct ids, and copies that came on top. */
  messages: number;
  copies: number;
  /** What is wrong; empty when all is well. */
  faults: string[];
};

/** The process dies here: nothing that it had in memory is there afterwards. */
class Crash extends Error {}

const PLAN: readonly Step[] = ['raised', 'escalated', 'repeated', 'cleared'];
const ALERTS = 3;

/**
 * One life of alerts and their messages in which the process dies at places that the seed chooses: before, within and
 * after the transaction of a step, while messages are made, and at every step of a delivery; while the receiver takes
 * messages, fails, or breaks off after it has read one. With `apart`, each step is delivered before the next one comes.
 */
async function runNotify(db: Database, seed: number, apart: boolean): Promise<NotifyRun> {
  const random = randomFrom(seed);
  const channelId = `channel-${seed}`;
  const thresholdId = `rule-${seed}`;
  let crashes = 0;
  const mayCrash = (likely: number): void => {
    if (calm || random() >= likely) return;
    crashes += 1;
    throw new Crash();
  };
  let calm = false;
  const receiver = await startReceiver((_, response) => {
    const mood = calm ? 0 : random();
    if (mood < 0.6) response.writeHead(204).end();
    else if (mood < 0.8) response.writeHead(503).end('later');
    else response.destroy();
  });
  try {
    await haveChannel(db, channelId, { url: receiver.url });
    await haveRule(db, thresholdId, [channelId]);
    const delivery: Delivery = {
      db,
      linking,
      now: Date.now,
      chance: random,
      outbound: createOutbound({ allow: parseAllowList('127.0.0.0/8') }),
      mailer: null,
      // Who died with a message in hand: the others need not wait for it here.
      claimMs: 0,
      at: () => mayCrash(0.15),
    };
    const living = async (life: () => Promise<void>): Promise<boolean> => {
      try {
        await life();
        return true;
      } catch (error) {
        if (error instanceof Crash) return false;
        throw error;
      }
    };
    const deliverAll = async (): Promise<void> => {
      await db.execute(sql`update messages set next_try_at = clock_timestamp(), next_enqueue_at = clock_timestamp()
        where channel_id = ${channelId} and status = 'pending'`);
      mayCrash(0.1);
      await formMessages(db, AT_ONCE);
      mayCrash(0.1);
      const due = await sweepMessages(db, 100);
      mayCrash(0.1);
      for (const { messageId } of due) await deliver(delivery, messageId);
    };
    const steps = plan(random);
    for (const { n, step } of steps) {
      const { alertId: _, ...event } = stepOf(thresholdId, n, step);
      const evaluate = async (): Promise<void> => {
        mayCrash(0.2);
        await db.transaction(async tx => {
          await appendTold(tx, [event]);
          mayCrash(0.2);
        });
        mayCrash(0.2);
      };
      // An evaluator that starts again sees the same reading and decides the same; the step has the same id.
      while (!(await living(evaluate)));
      if (apart) while ((await outstanding(db, channelId)) > 0) await living(deliverAll);
      else if (random() < 0.6) await living(deliverAll);
    }
    calm = true;
    while ((await outstanding(db, channelId)) > 0) await deliverAll();
    const expected = steps.map(({ n, step }) => {
      const alertId = deriveId('alert', thresholdId, n);
      return deriveId('notification', alertId, deriveId(`alert-${step}`, alertId), channelId);
    });
    return { seed, crashes, expected: expected.length, ...compare(expected, receiver.deliveries, apart) };
  } finally {
    await receiver.stop();
  }
}

/** Steps of several alerts, each alert's in its order, shuffled into one another. */
function plan(random: () => number): { n: number; step: Step }[] {
  const waiting = Array.from({ length: ALERTS }, (_, n) =>
    PLAN.slice(0, 2 + Math.floor(3 * random())).map(step => ({ n, step })),
  );
  const steps: { n: number; step: Step }[] = [];
  for (;;) {
    const open = waiting.filter(it => it.length > 0);
    const next = open[Math.floor(random() * open.length)]?.shift();
    if (next === undefined) return steps;
    steps.push(next);
  }
}

async function outstanding(db: Database, channelId: string): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select (select count(*) from notifications where channel_id = ${channelId} and status = 'pending')::int
          + (select count(*) from messages where channel_id = ${channelId} and status = 'pending')::int as n`,
  );
  return rows[0]?.n ?? 0;
}

type Seen = { headers: Record<string, unknown>; body: string };

/** What a receiver got, held against the steps that it should have heard of, in the order of the log. */
export function compare(
  expected: readonly string[],
  deliveries: readonly Seen[],
  apart: boolean,
): Pick<NotifyRun, 'messages' | 'copies' | 'faults'> {
  const faults: string[] = [];
  const first = new Map<string, string[]>();
  let copies = 0;
  for (const { headers, body } of deliveries) {
    const id = String(headers['webhook-id']);
    const told = (JSON.parse(body) as Payload).alerts.map(alert => alert.notificationId);
    const before = first.get(id);
    if (before === undefined) first.set(id, told);
    else {
      copies += 1;
      if (before.join() !== told.join()) faults.push(`${id} came a second time with other steps in it`);
    }
  }
  const told = [...first.values()].flat();
  if (new Set(told).size !== told.length) faults.push('a step came under two ids');
  for (const id of expected) if (!told.includes(id)) faults.push(`lost ${id}`);
  for (const id of told) if (!expected.includes(id)) faults.push(`unexpected ${id}`);
  if (faults.length === 0 && told.join() !== expected.join()) faults.push('the steps came in another order');
  if (apart && [...first.keys()].join() !== expected.join())
    faults.push('the ids of the messages are not those of the steps');
  return { messages: first.size, copies, faults };
}

/** Runs seeds one after the other, every other one with each step delivered apart, and adds them up in a line. */
export async function runNotifySeeds(
  db: Database,
  from: number,
  runs: number,
): Promise<{ all: NotifyRun[]; line: string }> {
  const all: NotifyRun[] = [];
  for (let seed = from; seed < from + runs; seed += 1) all.push(await runNotify(db, seed, seed % 2 === 0));
  const sum = (read: (run: NotifyRun) => number) => all.reduce((it, run) => it + read(run), 0);
  const line = `${runs} runs from seed ${from}: ${sum(it => it.crashes)} deaths, ${sum(it => it.expected)} steps, ${sum(it => it.messages)} messages, ${sum(it => it.copies)} copies, ${sum(it => it.faults.length)} faults; steps of delivery: ${DELIVERY_STEPS.join(', ')}`;
  return { all, line };
}
