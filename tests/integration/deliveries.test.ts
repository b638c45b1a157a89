import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeChannel } from '../../packages/core/src/log/channels.ts';
import { deliveriesOf, messagesOf } from '../../packages/core/src/log/deliveries.ts';
import { claimMessage, formMessages, recordTry } from '../../packages/core/src/log/messages.ts';
import { openTestLog, type TestLog } from './support/log.ts';
import { AT_ONCE } from './support/notifier.ts';
import { haveChannel, haveRule, record } from './support/outbox.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
});
afterAll(() => log.drop());

test('of an alert it is said what every channel was told, step by step, and why one was not', async () => {
  for (const id of ['desk', 'gone', 'quiet']) await haveChannel(log.db, id, { sendResolved: id !== 'quiet' });
  await haveRule(log.db, 'r', ['desk', 'gone', 'quiet']);
  await removeChannel(log.db, 'gone', 'operator');
  const alertId = await record(log.db, 'r', 1, 'raised');
  await formMessages(log.db, AT_ONCE);
  const [first] = (await messagesOf(log.db, 'desk', { limit: 10 })).messages;
  const claimed = await claimMessage(log.db, first?.messageId ?? '', 60_000);
  if (claimed === null) throw new Error('it was not claimed');
  const request = { method: 'POST', address: 'https://desk.example/…', headers: {}, bytes: 2 };
  await recordTry(
    log.db,
    claimed,
    { outcome: 'delivered', status: 204, answer: '', tookMs: 7, request },
    { do: 'settle' },
  );
  await record(log.db, 'r', 1, 'cleared');

  const said = (await deliveriesOf(log.db, alertId)).map(
    it => `${it.channelName}, ${it.step}: ${it.status}${it.reason === null ? '' : `, ${it.reason}`}`,
  );
  expect(said).toEqual([
    'Channel desk, raised: delivered',
    'Channel gone, raised: suppressed, channel-removed',
    'Channel quiet, raised: pending',
    'Channel desk, cleared: waiting',
    'Channel quiet, cleared: suppressed, ends-not-told',
  ]);
  expect((await messagesOf(log.db, 'desk', { limit: 10 })).messages).toMatchObject([
    {
      status: 'delivered',
      steps: [{ alertId, step: 'raised', subject: 'IRQ-USA' }],
      tries: [{ status: 204, tookMs: 7, request }],
    },
  ]);
});
