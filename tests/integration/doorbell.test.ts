import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDoorbell } from '../../packages/core/src/log/doorbell.ts';
import { openProxy } from '../setup/proxy.ts';
import { openTestLog, silent, type TestLog } from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
});
afterAll(() => log.drop());

const never = { pollMs: 3_600_000, logger: silent };
const soon = { timeout: 15_000, interval: 20 };
const ring = (channel: string) => log.db.$client.query('select pg_notify($1, $2)', [channel, '1']);
const listeners = async () =>
  (
    await log.db.$client.query(
      `select pid from pg_stat_activity where application_name like 'tensiometer-bell%' and datname = current_database()`,
    )
  ).rowCount;

test('a doorbell rings when it is hung up and for each notification', async () => {
  const onRing = vi.fn();
  const bell = await openDoorbell(log.url, 'bell_a', onRing, never);
  await vi.waitFor(() => expect(onRing).toHaveBeenCalledTimes(1), soon);
  await ring('bell_a');
  await vi.waitFor(() => expect(onRing).toHaveBeenCalledTimes(2), soon);
  await bell.close();
});

test('a doorbell whose line was cut rings when it is back, and for what comes then', async () => {
  const onRing = vi.fn();
  const bell = await openDoorbell(log.url, 'bell_b', onRing, never);
  expect(onRing).toHaveBeenCalledTimes(1);
  await log.db.$client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tensiometer-bell_b' and datname = current_database()`,
  );
  await vi.waitFor(() => expect(onRing).toHaveBeenCalledTimes(2), soon);
  await ring('bell_b');
  await vi.waitFor(() => expect(onRing).toHaveBeenCalledTimes(3), soon);
  await bell.close();
  await vi.waitFor(async () => expect(await listeners()).toBe(0), soon);
});

test('a doorbell rings on its own clock when nothing is sent', async () => {
  const onRing = vi.fn();
  const bell = await openDoorbell(log.url, 'bell_c', onRing, { pollMs: 20, logger: silent });
  await vi.waitFor(() => expect(onRing.mock.calls.length).toBeGreaterThan(3), soon);
  await bell.close();
});

test('a doorbell whose database was away for longer than one try rings again when it is back', async () => {
  const proxy = await openProxy(log.url);
  const onRing = vi.fn();
  const bell = await openDoorbell(proxy.url, 'bell_d', onRing, never);
  try {
    expect(onRing).toHaveBeenCalledTimes(1);
    proxy.refuse();
    await proxy.refused(3);
    proxy.accept();
    await vi.waitFor(() => expect(onRing).toHaveBeenCalledTimes(2), soon);
    await ring('bell_d');
    await vi.waitFor(() => expect(onRing).toHaveBeenCalledTimes(3), soon);
  } finally {
    await bell.close();
    await proxy.close();
  }
});
