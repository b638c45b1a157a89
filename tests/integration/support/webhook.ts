import { type Admission, createAdmission } from '../../../apps/ingest/src/admission.ts';
import { createIntake } from '../../../apps/ingest/src/intake.ts';
import { createRoutes } from '../../../apps/ingest/src/routes.ts';
import { storeKey } from '../../../packages/core/src/log/keys.ts';
import { ensureLocalSource, registerDemoSource } from '../../../packages/core/src/log/sources.ts';
import type { CodeQueue, Enqueued } from '../../../packages/core/src/queue/code-queue.ts';
import { createMetrics } from '../../../packages/core/src/runtime/metrics.ts';
import { createQueries } from '../../../packages/core/src/views/create-queries.ts';
import { count, NOW, openTestLog, silent, type TestLog } from './log.ts';

export const KEY = 'a-key-for-tests-long-enough';
export const OTHERS = 'the-key-of-another-source';
export const READER = 'a-key-that-may-only-read';

export type Receipt = {
  index: number;
  id?: string;
  reportId?: string;
  status: string;
  problem?: { type: string; status: number };
  ignored?: string[];
};
export type Answer = {
  receipts?: Receipt[];
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  limit?: number;
};
export type Body = string | Uint8Array<ArrayBuffer> | object;

/** The webhook without a port, on a database of the test's own, with a queue that can be looked at. */
export type Webhook = {
  log: TestLog;
  app: ReturnType<typeof createRoutes>;
  queue: { taken: Enqueued[]; takes: boolean };
  admission: Admission;
  send(
    body: Body,
    type?: string | null,
    headers?: Record<string, string>,
  ): Promise<{ response: Response; answer: Answer }>;
  stored(): Promise<number>;
};

export async function openWebhook(): Promise<Webhook> {
  const log = await openTestLog();
  const local = await ensureLocalSource(log.db);
  const demo = await registerDemoSource(log.db);
  await storeKey(log.db, KEY, 'local', ['ingest'], local.sourceId);
  await storeKey(log.db, OTHERS, 'demo', ['ingest'], demo.sourceId);
  await storeKey(log.db, READER, 'read', ['read'], null);
  const queue: Webhook['queue'] = { taken: [], takes: true };
  const codeQueue: CodeQueue = {
    add: async reports => {
      if (queue.takes) queue.taken.push(...reports);
      return queue.takes;
    },
    addWithin: null,
    close: async () => {},
  };
  const queries = createQueries(log.db, () => '2026-11-24');
  const intake = createIntake(log.db, codeQueue);
  const admission = createAdmission({}, () => 0);
  const app = createRoutes({
    db: log.db,
    intake,
    admission,
    queries,
    logger: silent,
    metrics: createMetrics(),
    now: () => NOW,
  });
  const send: Webhook['send'] = async (body, type = 'application/json', headers = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await app.request('/v1/reports', {
      method: 'POST',
      body: typeof raw === 'string' ? new TextEncoder().encode(raw) : raw,
      headers: { authorization: `Bearer ${KEY}`, ...(type === null ? {} : { 'content-type': type }), ...headers },
    });
    // The tests check the answer field by field.
    return { response, answer: (await response.json()) as Answer };
  };
  return { log, app, queue, admission, send, stored: () => count(log.db, 'select count(*) as n from reports') };
}

let texts = 0;

/** A text that no other report of the run has. */
export function text(): string {
  texts += 1;
  return `What was reported to the webhook, number ${texts}`;
}

export const statuses = (answer: Answer) => answer.receipts?.map(receipt => receipt.status);
