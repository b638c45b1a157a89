import { Webhook } from 'standardwebhooks';
import type { Payload } from '../../packages/core/src/domain/notify/payload.ts';
import { RULE_DEFAULTS } from '../../packages/core/src/domain/threshold.ts';
import { append, type NewEvent } from '../../packages/core/src/log/append.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { deriveId } from '../../packages/core/src/log/ids.ts';
import { type Delivery, startReceiver } from '../integration/support/receiver.ts';
import { startSystem } from '../setup/system.ts';
import { waitFor } from '../setup/wait-for.ts';
import { print, quantile } from './figures.ts';
import { onLocalPostgres } from './local.ts';

const WARM_UP = 5;
const PUSHES = 200;
/** Messages of one channel keep a distance of five seconds, so that a storm is one; an idle system has none under way. */
const CHANNELS = 20;
const COUNTRIES = {
  FRA: 'France',
  MLI: 'Mali',
  TCD: 'Chad',
  SDN: 'Sudan',
  EGY: 'Egypt',
  KEN: 'Kenya',
  UGA: 'Uganda',
  PER: 'Peru',
  CHL: 'Chile',
  BOL: 'Bolivia',
  COL: 'Colombia',
  POL: 'Poland',
  HUN: 'Hungary',
  ITA: 'Italy',
  ESP: 'Spain',
  PRT: 'Portugal',
  IND: 'India',
  PAK: 'Pakistan',
  NPL: 'Nepal',
  THA: 'Thailand',
  VNM: 'Vietnam',
  JPN: 'Japan',
};

/**
 * From the request of one report on an idle system, through a line that it crosses, to the signed message at a real HTTP
 * server; target: p99 under 2 s.
 */
export async function benchNotify(): Promise<void> {
  await onLocalPostgres(async databaseUrl => {
    const system = await startSystem({ databaseUrl });
    const arrived = new Map<string, Delivery>();
    const receiver = await startReceiver((delivery, response) => {
      response.writeHead(204).end();
      for (const alert of (JSON.parse(delivery.body) as Payload).alerts) arrived.set(alert.subject, delivery);
    });
    const db = openDatabase(databaseUrl, { max: 2 });
    try {
      const secrets: string[] = [];
      for (let n = 0; n < CHANNELS; n += 1) {
        const body = { kind: 'webhook', name: `Channel ${n}`, url: `${receiver.url}/${n}` };
        const set = await system.send('PUT', `/api/v1/channels/c${n}`, body);
        secrets.push(((await set.json()) as { secret: string }).secret);
      }
      const pairs = pairsOf(Object.keys(COUNTRIES)).slice(0, WARM_UP + PUSHES);
      await append(
        db,
        pairs.map(([a, b], n) => ruleOn(`${a}-${b}`, `c${n % CHANNELS}`)),
      );
      const today = new Date().toISOString().slice(0, 10);
      const ms: number[] = [];
      for (const [n, [a, b]] of pairs.entries()) {
        const start = performance.now();
        await system.push({
          id: `bench-${n}`,
          title: `${nameOf(a)} bombed a military depot in ${nameOf(b)}`,
          publishedAt: today,
          outlet: { name: `Outlet ${n % 5}` },
        });
        const delivery = await waitFor(`the message about ${a}-${b}`, () => arrived.get(`${a}-${b}`) ?? null);
        new Webhook(secrets[n % CHANNELS] ?? '').verify(delivery.body, delivery.headers as Record<string, string>);
        if (n >= WARM_UP) ms.push(delivery.at - start);
      }
      const say = (value: number) => `${value.toFixed(0)} ms`;
      print('push to signed message', {
        median: say(quantile(ms, 0.5)),
        p90: say(quantile(ms, 0.9)),
        p99: say(quantile(ms, 0.99)),
        longest: say(Math.max(...ms)),
        pushes: ms.length,
        messages: receiver.deliveries.length,
      });
    } finally {
      await db.$client.end();
      await receiver.stop();
      await system.stop();
    }
  });
}

function pairsOf(codes: readonly string[]): [string, string][] {
  return [...codes].sort().flatMap((a, n, all) => all.slice(n + 1).map((b): [string, string] => [a, b]));
}

function nameOf(code: string): string {
  return COUNTRIES[code as keyof typeof COUNTRIES];
}

function ruleOn(subject: string, channelId: string): NewEvent {
  const thresholdId = subject.toLowerCase();
  const channels = [{ channelId, severities: ['warning' as const, 'critical' as const] }];
  return {
    type: 'ThresholdSet',
    data: {
      ...RULE_DEFAULTS,
      thresholdId,
      members: [],
      subject,
      indicator: 'tension',
      comparison: 'above',
      warn: 10,
      critical: null,
      recover: 5,
      channels,
    },
    eventId: deriveId('threshold-set', thresholdId, 1),
    streamId: `threshold-${thresholdId}`,
  };
}
