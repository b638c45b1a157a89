import { setTimeout as delay } from 'node:timers/promises';
import { cleanText } from '../../packages/core/src/wire/text.ts';
import type { Ledger, Outcome } from './ledger.ts';

export type Sample = {
  id: string;
  /** Day of what happened; it is published up to seven days later. */
  day: string;
  /** Who did it to whom. */
  sides: readonly [actor: string, recipient: string];
  poison: (typeof POISONS)[number] | null;
  body: object;
  /** The text as it must stand in the inbox. */
  stored: string;
};
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

const COUNTRIES = ['IRQ', 'USA', 'IRN', 'RUS', 'UKR', 'ISR', 'LBN', 'CHN'];
const IN_FLIGHT = 24;
const TIMEOUT_MS = 15_000;
const POISONS = ['THROW', 'EXIT', 'HANG', 'HOARD'] as const;
/** What senders have in their texts that breaks programs. */
const HOSTILE: readonly string[] = [
  'NUL \u0000 inside',
  'a lone \ud83d half',
  'the other \udca3 half',
  '\uFEFF a byte order mark in the middle',
  'family \u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}',
  'override \u202Eright to left\u202C and \u2067isolated\u2069',
  '伊朗谴责美国',
  `tower ${'e\u0301\u0323\u0330'.repeat(40)}`,
  'noncharacters \uFFFE \uFFFF \u{10FFFF}',
  '\u2028 separators \u2029 and \u0085 and \u000B',
  `quotes ' " \\ ; -- $1 \${x} {{y}} <script>alert(1)</script>`,
];

/** The n-th report: its text tells the stub coder what to find. */
export function sample(n: number, poisonEvery: number): Sample {
  const day = `2024-02-${String((n % 28) + 1).padStart(2, '0')}`;
  const poison = n % poisonEvery === poisonEvery - 1 ? (POISONS[Math.floor(n / poisonEvery) % 3] ?? null) : null;
  const id = `r-${n}`;
  const hostile = n % 4 === 3 ? HOSTILE[Math.floor(n / 4) % HOSTILE.length] : '';
  // No two texts have much in common, or they would be one story.
  const words = Array.from({ length: 9 }, (_, i) => `w${((n + 1) * (i + 3) * 7_919) % 99_991}x${n}`).join(' ');
  const actor = n % COUNTRIES.length;
  const recipient = (actor + 1 + (Math.floor(n / 8) % (COUNTRIES.length - 1))) % COUNTRIES.length;
  const sides = [COUNTRIES[actor] ?? '', COUNTRIES[recipient] ?? ''] as const;
  const text = `${poison ?? 'STRIKE'} ${sides.join('>')} ${day} number ${n}: ${words} ${hostile}`;
  const publishedAt = new Date(Date.parse(day) + (n % 8) * 86_400_000).toISOString().slice(0, 10);
  const body = { id, text, publishedAt, outlet: { name: `Outlet ${n % 7} ${hostile}` } };
  return { id, day, sides, poison, body, stored: cleanText(text).text };
}

/** Sends reports until each was taken: in any order, one to five copies at once, single and in lists, to any ingest. */
export async function send(options: SenderOptions): Promise<Sample[]> {
  const { random, reports, rate, poisonEvery, over } = options;
  const started = Date.now();
  const done: Sample[] = [];
  const order = Array.from({ length: reports }, (_, n) => n);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
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

/** What must never count: a report without words, one that is no UTF-8, and another report under an id that is taken. */
async function refusals(options: SenderOptions, taken: Sample | undefined): Promise<void> {
  const [url = ''] = options.urls;
  if (!taken) return;
  const never = (id: string) => [{ ...taken, id, body: { id } }];
  await attempt(options, url, never(`bad-${taken.id}`));
  const id = `no-utf-8-${taken.id}`;
  const bytes = Buffer.concat([
    Buffer.from(`{"id":"${id}","text":"`),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from('"}'),
  ]);
  await attempt(options, url, never(id), bytes);
  const body = { ...taken.body, text: 'another report under the same id' };
  await post(options, url, JSON.stringify({ reports: [body] }));
}

type Answer = { status: number; receipts: { status: string }[] } | null;

async function attempt(
  options: SenderOptions,
  url: string,
  batch: readonly Sample[],
  bytes: string | Buffer<ArrayBuffer> = JSON.stringify({ reports: batch.map(({ body }) => body) }),
): Promise<Outcome[]> {
  const { ledger } = options;
  await Promise.all(batch.map(({ id }) => ledger.write({ id, at: Date.now(), sent: true })));
  const answer = await post(options, url, bytes);
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

async function post({ key }: SenderOptions, url: string, body: string | Buffer<ArrayBuffer>): Promise<Answer> {
  try {
    const response = await fetch(`${url}/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // Our own server answers in this shape, or with a problem that has no receipts.
    const answer = (await response.json()) as { receipts?: { status: string }[] };
    return { status: response.status, receipts: answer.receipts ?? [] };
  } catch {
    return null;
  }
}
