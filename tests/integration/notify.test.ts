import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refreshStanding } from '../../apps/worker/src/notify/refresh.ts';
import { parseAllowList } from '../../apps/worker/src/outbound/policy.ts';
import { createOutbound } from '../../apps/worker/src/outbound/send.ts';
import type { Payload } from '../../packages/core/src/domain/notify/payload.ts';
import { findChannel } from '../../packages/core/src/log/channels.ts';
import { deriveId } from '../../packages/core/src/log/ids.ts';
import { addTestMessage, sendAgain } from '../../packages/core/src/log/messages.ts';
import { readAll } from '../../packages/core/src/log/read.ts';
import { ensureLocalSource } from '../../packages/core/src/log/sources.ts';
import { saveEvidenceWords } from '../../packages/core/src/log/watch-store.ts';
import type { Logger } from '../../packages/core/src/runtime/logging.ts';
import { backends, redisFor } from '../setup/backends.ts';
import type { TestRedis } from '../setup/redis.ts';
import { waitFor } from '../setup/wait-for.ts';
import { openTestLog, receiveReport, type TestLog } from './support/log.ts';
import { HOME, linking, runNotifier } from './support/notifier.ts';
import { haveChannel, haveRule, record } from './support/outbox.ts';
import { type Answer, type Receiver, startReceiver } from './support/receiver.ts';
import { type SmtpServer, startSmtp } from './support/smtp.ts';

/** What sends by hand what the role sends on its own clock. */
const delivering = {
  linking,
  now: Date.now,
  chance: () => 0,
  outbound: createOutbound({ allow: parseAllowList('127.0.0.0/8') }),
  mailer: null,
};

describe.each(backends)('on %s', backend => {
  let log: TestLog;
  let redis: TestRedis | null;
  let smtp: SmtpServer;
  let notifier: { stop(): Promise<void> };
  let receivers: Receiver[] = [];
  const lines: string[] = [];
  const note = (fields: object, message: string) => lines.push(JSON.stringify(fields) + message);
  const logger: Logger = { info: note, warn: note, error: note };
  let n = 0;

  beforeAll(async () => {
    [log, redis, smtp] = [await openTestLog(), await redisFor(backend), await startSmtp()];
    notifier = await runNotifier(log.url, {
      redisUrl: redis?.url ?? null,
      smtp: { url: smtp.url, from: 'alerts@tension.example' },
      logger,
    });
  });
  beforeEach(() => {
    n += 1;
  });
  afterEach(async () => {
    await Promise.all(receivers.map(it => it.stop()));
    receivers = [];
  });
  afterAll(async () => {
    await notifier.stop();
    await smtp.stop();
    await redis?.stop();
    await log.drop();
  });

  const receiver = async (answer?: Answer): Promise<Receiver> => {
    const it = await startReceiver(answer);
    receivers.push(it);
    return it;
  };
  /** A rule of this test's own that tells channels of this test's own. */
  const rule = async (...channels: string[]): Promise<string> => {
    await haveRule(log.db, `rule-${n}`, channels);
    return `rule-${n}`;
  };
  const arrived = (it: Receiver, count: number) =>
    waitFor(`${count} deliveries`, () => (it.deliveries.length >= count ? it.deliveries : null));
  const settled = (messageId: string) =>
    waitFor('the message to be settled', async () => {
      const { rows } = await log.db.execute<{ status: string; reason: string | null; tries: number }>(
        sql`select status, reason, tries from messages where message_id = ${messageId} and status <> 'pending'`,
      );
      return rows[0] ?? null;
    });
  const tries = async (messageId: string) =>
    (
      await log.db.execute<{ try: number; outcome: string; status: number | null; answer: string; request: object }>(
        sql`select try, outcome, status, answer, request from message_tries where message_id = ${messageId} order by round, try`,
      )
    ).rows;
  const tried = (messageId: string, count: number) =>
    waitFor(`${count} tries`, async () => {
      const rows = await tries(messageId);
      return rows.length >= count ? rows : null;
    });
  const nextTry = (messageId: string) =>
    log.db.execute(
      sql`update messages set next_try_at = clock_timestamp(), next_enqueue_at = clock_timestamp() where message_id = ${messageId} and claimed_by is null`,
    );
  const idOf = (alertId: string, step: string, channelId: string) =>
    deriveId('notification', alertId, deriveId(`alert-${step}`, alertId), channelId);

  test('a step of an alert arrives signed, with the words behind it and the links', async () => {
    const it = await receiver();
    const secret = await haveChannel(log.db, `c${n}`, { url: `${it.url}/hook` });
    const text = 'On Wednesday US forces bombed a depot. Nothing else happened.';
    const reportId = await receiveReport(log.db, await ensureLocalSource(log.db), { text });
    const evidence = [{ reportId, codedEventId: deriveId('e'), start: 26, end: 32, share: 40 }];
    const alertId = await record(log.db, await rule(`c${n}`), 1, 'raised', { evidence, value: 46.1 });
    const [delivery] = await arrived(it, 1);
    const body = new Webhook(secret ?? '').verify(
      delivery?.body ?? '',
      delivery?.headers as Record<string, string>,
    ) as Payload;
    expect(body.id).toBe(idOf(alertId, 'raised', `c${n}`));
    expect(delivery?.headers['webhook-id']).toBe(body.id);
    expect(body.alerts).toMatchObject([
      {
        notificationId: body.id,
        status: 'firing',
        value: 46.1,
        line: 40,
        labels: { subject: 'IRQ-USA', severity: 'warning' },
        evidence: [
          { reportId, sentence: 'On Wednesday US forces bombed a depot.', page: `${HOME}/reports/${reportId}` },
        ],
        links: { page: `${HOME}/alerts/${alertId}` },
      },
    ]);
    expect(body.alerts[0]?.links.silence).toMatch(/^https:\/\/tension\.example\/act\/silence\./);
    const { rows } = await log.db.execute<{ anchor: string }>(
      sql`select position || ':' || encode(seal, 'hex') as anchor from events where position = ${body.log.position}`,
    );
    expect(body.log.anchor).toBe(rows[0]?.anchor);
    expect(await settled(body.id)).toMatchObject({ status: 'delivered', tries: 1 });
    const last = (await readAll(log.db, 0, 10_000)).findLast(event => event.type === 'NotificationDelivered');
    expect(last?.data).toMatchObject({ messageId: body.id, channelId: `c${n}`, status: 204 });
  });

  test('a receiver that fails gets the same message again, byte for byte but for the time, until it takes it', async () => {
    let answers = [500, 503, 200];
    const it = await receiver((_, response) => response.writeHead(answers.shift() ?? 500).end('so'));
    await haveChannel(log.db, `c${n}`, { url: it.url });
    const alertId = await record(log.db, await rule(`c${n}`), 1, 'raised');
    const id = idOf(alertId, 'raised', `c${n}`);
    for (const count of [1, 2]) {
      await tried(id, count);
      await nextTry(id);
    }
    expect(await settled(id)).toMatchObject({ status: 'delivered', tries: 3 });
    expect(new Set(it.deliveries.map(one => one.headers['webhook-id']))).toEqual(new Set([id]));
    expect(new Set(it.deliveries.map(one => one.body)).size).toBe(1);
    expect((await tries(id)).map(row => [row.try, row.outcome, row.status])).toEqual([
      [1, 'again', 500],
      [2, 'again', 503],
      [3, 'delivered', 200],
    ]);
    answers = [];
  });

  test('a wait that the receiver asks for is kept', async () => {
    const it = await receiver((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    await haveChannel(log.db, `c${n}`, { url: it.url });
    const id = idOf(await record(log.db, await rule(`c${n}`), 1, 'raised'), 'raised', `c${n}`);
    await tried(id, 1);
    const { rows } = await log.db.execute<{ seconds: number }>(
      sql`select extract(epoch from next_try_at - clock_timestamp())::float8 as seconds from messages where message_id = ${id}`,
    );
    expect(rows[0]?.seconds).toBeGreaterThan(3_500);
    expect(it.deliveries).toHaveLength(1);
  });

  test('what comes meanwhile arrives after it, together and in order', async () => {
    let answer = 500;
    const it = await receiver((_, response) => response.writeHead(answer).end());
    await haveChannel(log.db, `c${n}`, { url: it.url });
    const name = await rule(`c${n}`);
    const id = idOf(await record(log.db, name, 1, 'raised'), 'raised', `c${n}`);
    await tried(id, 1);
    await record(log.db, name, 1, 'cleared');
    await record(log.db, name, 2, 'raised');
    answer = 204;
    await nextTry(id);
    const deliveries = await arrived(it, 3);
    const steps = deliveries.map(one => (JSON.parse(one.body) as Payload).alerts.map(alert => alert.step));
    expect(steps).toEqual([['raised'], ['raised'], ['cleared', 'raised']]);
  });

  test('a receiver that is gone closes its channel, and another channel says so', async () => {
    const [gone, other] = [await receiver((_, response) => response.writeHead(410).end('gone')), await receiver()];
    await log.db.execute(sql`update channels set removed = true`);
    await haveChannel(log.db, `gone${n}`, { url: gone.url });
    await haveChannel(log.db, `other${n}`, { url: other.url });
    const id = idOf(await record(log.db, await rule(`gone${n}`), 1, 'raised'), 'raised', `gone${n}`);
    expect(await settled(id)).toMatchObject({ status: 'failed', reason: 'gone', tries: 1 });
    const [notice] = await arrived(other, 1);
    const body = JSON.parse(notice?.body ?? '') as Payload;
    expect(body.kind).toBe('notice');
    expect(body.text).toContain(`Channel gone${n}`);
    expect(body.text).not.toContain(gone.url);
    expect(await findChannel(log.db, `gone${n}`)).toMatchObject({ disabled: 'gone' });
  });

  test('a trial shows what the receiver really answered, once, and shows nothing secret that it sends back', async () => {
    const secret = 'T0p-s3cret-path';
    const it = await receiver((delivery, response) =>
      response.writeHead(403).end(`not you: ${delivery.path} ${delivery.headers['webhook-signature']}`),
    );
    await haveChannel(log.db, `c${n}`, { url: `${it.url}/${secret}` });
    const id = await addTestMessage(log.db, `c${n}`, 'operator');
    expect(await settled(id)).toMatchObject({ status: 'failed', reason: 'rejected', tries: 1 });
    const [only] = await tries(id);
    expect(only).toMatchObject({ status: 403, outcome: 'rejected' });
    expect(only?.answer).toContain('not you');
    expect(JSON.stringify(only)).not.toContain(secret);
    expect(JSON.stringify((await readAll(log.db, 0, 10_000)).map(event => event.data))).not.toContain(secret);
    expect(lines.join()).not.toContain(secret);
  });

  test('an address inside is refused without a connection, and the reason is in the delivery log', async () => {
    await haveChannel(log.db, `c${n}`, { url: 'https://169.254.169.254/latest/meta-data' });
    const id = await addTestMessage(log.db, `c${n}`, 'operator');
    await settled(id);
    expect(await tries(id)).toMatchObject([
      { outcome: 'rejected', status: null, answer: expect.stringContaining('no public address') },
    ]);
  });

  test('sent again by hand, it comes a second time under the same id', async () => {
    const it = await receiver();
    await haveChannel(log.db, `c${n}`, { url: it.url });
    const id = idOf(await record(log.db, await rule(`c${n}`), 1, 'raised'), 'raised', `c${n}`);
    await settled(id);
    expect(await sendAgain(log.db, id)).toBe('queued');
    await arrived(it, 2);
    expect(it.deliveries.map(one => one.headers['webhook-id'])).toEqual([id, id]);
  });

  test('the words are those that the rule saw, and not sent any more once they are erased', async () => {
    const it = await receiver();
    await haveChannel(log.db, `c${n}`, { url: it.url });
    const text = 'The words of today, which are others.';
    const reportId = await receiveReport(log.db, await ensureLocalSource(log.db), { text });
    const evidence = [{ reportId, codedEventId: deriveId('e'), start: 4, end: 9, share: 40 }];
    const name = await rule(`c${n}`);
    const alertId = deriveId('alert', name, 1);
    const eventId = deriveId('alert-raised', alertId);
    const trigger = { start: 4, end: 9 };
    await log.db.transaction(tx =>
      saveEvidenceWords(tx, [{ eventId, seq: 0, alertId, reportId, sentence: 'The words that it saw.', trigger }]),
    );
    await record(log.db, name, 1, 'raised', { evidence });
    const id = idOf(alertId, 'raised', `c${n}`);
    await settled(id);
    await log.db.execute(sql`update alert_evidence set sentence = null where alert_id = ${alertId}`);
    await sendAgain(log.db, id);
    const deliveries = await arrived(it, 2);
    expect(deliveries.map(one => (JSON.parse(one.body) as Payload).alerts[0]?.evidence[0]?.sentence)).toEqual([
      'The words that it saw.',
      null,
    ]);
  });

  test.each(['slack', 'discord', 'teams'] as const)('%s gets a message of its own form', async kind => {
    const it = await receiver((_, response) => response.writeHead(200).end('ok'));
    await haveChannel(log.db, `c${n}`, { kind, url: it.url });
    await record(log.db, await rule(`c${n}`), 1, 'raised');
    const [delivery] = await arrived(it, 1);
    expect(delivery?.body).toContain('Iraq–United States');
    expect(delivery?.headers['content-type']).toContain('application/json');
    expect(delivery?.headers).not.toHaveProperty('webhook-signature');
  });

  test('Alertmanager gets its alerts where it takes them, and again while they stand', async () => {
    const it = await receiver((_, response) => response.writeHead(200).end());
    await haveChannel(log.db, `c${n}`, { kind: 'alertmanager', url: `${it.url}/` });
    const alertId = await record(log.db, await rule(`c${n}`), 1, 'raised');
    await settled(idOf(alertId, 'raised', `c${n}`));
    const [delivery] = it.deliveries;
    expect(delivery?.path).toBe('/api/v2/alerts');
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject([{ labels: { alert_id: alertId } }]);
    const again = () => refreshStanding({ ...delivering, db: log.db }, logger);
    const aMinuteLater = () =>
      log.db.execute(sql`update channels set refreshed_at = refreshed_at - interval '1 minute'`);
    await log.db.execute(sql`update channels set refreshed_at = clock_timestamp()`);
    await again();
    expect(it.deliveries).toHaveLength(1);
    await aMinuteLater();
    await Promise.all([again(), again()]);
    expect(it.deliveries).toHaveLength(2);
    expect(JSON.parse(it.deliveries[1]?.body ?? '')[0].labels).toEqual(JSON.parse(delivery?.body ?? '')[0].labels);
    await record(log.db, `rule-${n}`, 1, 'escalated');
    await settled(idOf(alertId, 'escalated', `c${n}`));
    await record(log.db, `rule-${n}`, 1, 'cleared');
    await settled(idOf(alertId, 'cleared', `c${n}`));
    await aMinuteLater();
    await again();
    const [critical, , resolved] = it.deliveries.slice(2).map(one => JSON.parse(one.body)[0]);
    // Alertmanager knows an alert by its labels: the end must have those of what it last was.
    expect(resolved.labels).toEqual(critical.labels);
    expect(critical.labels.severity).toBe('critical');
    expect(Date.parse(resolved?.endsAt)).toBeLessThan(Date.now());
    await log.db.execute(sql`update notifications set created_at = created_at - interval '6 minutes'`);
    await aMinuteLater();
    await again();
    expect(it.deliveries).toHaveLength(5);
  });

  test('a mail has the id of its message, and nothing in it makes a second header or a second mailbox', async () => {
    const from = smtp.said.length;
    await haveChannel(log.db, `c${n}`, {
      kind: 'email',
      to: ['desk@paper.example', 'night@paper.example'],
    });
    const id = idOf(await record(log.db, await rule(`c${n}`), 1, 'raised'), 'raised', `c${n}`);
    expect(await settled(id)).toMatchObject({ status: 'delivered' });
    const said = smtp.said.slice(from);
    expect(said.filter(line => line.startsWith('RCPT'))).toEqual([
      'RCPT TO:<desk@paper.example>',
      'RCPT TO:<night@paper.example>',
    ]);
    expect(said).toContain(`Message-ID: <${id}@tension.example>`);
    expect(said.filter(line => /^(bcc|cc):/i.test(line))).toEqual([]);
    expect(await tries(id)).toMatchObject([{ outcome: 'delivered', status: 250, answer: '250 2.0.0 taken as 42' }]);
  });

  test('a mail server that says later is tried again, one that says never is not for long', async () => {
    await haveChannel(log.db, `c${n}`, { kind: 'email', to: ['desk@paper.example'] });
    smtp.answers.rcpt = '451 4.7.1 greylisted, come back';
    const first = await addTestMessage(log.db, `c${n}`, 'operator');
    await settled(first);
    smtp.answers.rcpt = '550 5.1.1 no such mailbox';
    const second = await addTestMessage(log.db, `c${n}`, 'operator');
    await settled(second);
    smtp.answers.rcpt = null;
    expect([...(await tries(first)), ...(await tries(second))].map(row => [row.outcome, row.status])).toEqual([
      ['again', 451],
      ['rejected', 550],
    ]);
  });
});
