import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger, Outcome } from './ledger.ts';

export type Sample = { id: string; day: string; poison: 'THROW' | 'EXIT' | 'HANG' | null; body: object };
export type SenderOptions = {
  urls: readonly string[];
  key: string;
  ledger: Ledger;
  random: () => number;
  reports: number;
  /** Reports a second, at most. */
  rate: number;
  /** Every so many reports one poisons the coder. */
  poisonEvery: number;
  /** Asked before each send; stops early when true. */
  over: () => boolean;
};

const IN_FLIGHT = 24;
const TIMEOUT_MS = 15_000;
const POISONS = ['THROW', 'EXIT', 'HANG'] as const;

/** The n-th report: its text tells the stub coder what to find. */
export function sample(n: number, poisonEvery: number): Sample {
  const day = `2024-02-${String((n % 28) + 1).padStart(2, '0')}`;
  const poison = n % poisonEvery === poisonEvery - 1 ? (POISONS[Math.floor(n / poisonEvery) % 3] ?? null) : null;
  const id = `r-${n}`;
  const text = `${poison ?? 'STRIKE'} ${day} number ${n}: US forces bombed a depot in Iraq`;
  return { id, day, poison, body: { id, text, publishedAt: day, outlet: { name: `Outlet ${n % 7}` } } };
}

/** Sends reports until each was taken: out of order, one to five copies at once, single and in lists, to any ingest. */
export async function send(options: SenderOptions): Promise<Sample[]> {
  const { random, reports, rate, poisonEvery, over } = options;
  const started = Date.now();
  const done: Sample[] = [];
  const order = Array.from({ length: reports }, (_, n) => n);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.max(0, i - Math.floor(random() * 50));
    [order[i], order[j]] = [order[j] ?? i, order[i] ?? j];
  }
  let sent = 0;
  const take = () => order.splice(0, random() < 0.1 ? 10 : 1).map(n => sample(n, poisonEvery));
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (let batch = take(); batch.length > 0 && !over(); batch = take()) {
        sent += batch.length;
        const ahead = (1_000 * sent) / rate - (Date.now() - started);
        if (ahead > 0) await delay(ahead);
        const copies = random() < 0.15 ? 2 + Math.floor(random() * 4) : 1;
        await Promise.all(Array.from({ length: copies }, () => untilTaken(options, batch)));
        if (random() < 0.02) await refusals(options, batch[0]);
        done.push(...batch);
      }
    }),
  );
  return done;
}

/** Sends a batch again and again, with the same ids, until every report of it was taken. */
async function untilTaken(options: SenderOptions, batch: readonly Sample[]): Promise<void> {
  for (let wait = 100; ; wait = Math.min(2_000, wait * 2)) {
    const url = options.urls[Math.floor(options.random() * options.urls.length)] ?? '';
    const outcomes = await attempt(options, url, batch);
    if (outcomes.every(outcome => outcome === 'ok') || options.over()) return;
    await delay(wait);
  }
}

/** What must never count: a report without words, and another report under an id that is taken. */
async function refusals(options: SenderOptions, taken: Sample | undefined): Promise<void> {
  const [url = ''] = options.urls;
  await attempt(options, url, [{ id: `bad-${taken?.id}`, day: '', poison: null, body: { id: `bad-${taken?.id}` } }]);
  if (!taken) return;
  const body = { ...taken.body, text: 'another report under the same id' };
  await post(options, url, { reports: [body] });
}

type Answer = { status: number; receipts: { status: string }[] } | null;

async function attempt(options: SenderOptions, url: string, batch: readonly Sample[]): Promise<Outcome[]> {
  const { ledger } = options;
  await Promise.all(batch.map(({ id }) => ledger.write({ id, at: Date.now(), sent: true })));
  const answer = await post(options, url, { reports: batch.map(({ body }) => body) });
  const outcomes = batch.map((_, i): Outcome => {
    if (answer === null || answer.status >= 500 || answer.status === 429) return 'info';
    const receipt = answer.receipts[i];
    if (!receipt) return answer.status >= 400 ? 'fail' : 'info';
    return receipt.status === 'rejected' ? 'fail' : 'ok';
  });
  await Promise.all(
    batch.map(({ id }, i) =>
      ledger.write({ id, at: Date.now(), outcome: outcomes[i] ?? 'info', status: answer?.status ?? null }),
    ),
  );
  return outcomes;
}

async function post({ key }: SenderOptions, url: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(`${url}/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // Our own server answers in this shape, or with a problem that has no receipts.
    const answer = (await response.json()) as { receipts?: { status: string }[] };
    return { status: response.status, receipts: answer.receipts ?? [] };
  } catch {
    return null;
  }
}
