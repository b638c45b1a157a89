import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLeader, type LeaderOptions } from '../../packages/core/src/log/leader.ts';
import { openTestLog, silent, type TestLog } from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
});
afterAll(() => log.drop());

const soon = { timeout: 20_000, interval: 10 };
const fail: LeaderOptions['onFatal'] = error => {
  throw error;
};
let locks = 9_000_000;

/** Candidates for one place, and who led when. */
function election(leaseMs = 600) {
  locks += 1;
  const lock = locks;
  const terms: string[] = [];
  const candidate = (name: string) =>
    createLeader({
      url: log.url,
      name,
      lock,
      lead: async db => {
        terms.push(name);
        return async () => {
          await db.execute('select 1');
          return false;
        };
      },
      logger: silent,
      onFatal: fail,
      leaseMs,
      pollMs: 50,
      standbyMs: 50,
    });
  return { terms, candidate };
}

const endConnectionOf = (name: string) =>
  log.db.$client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()',
    [`tensiometer-${name}`],
  );

describe('of several candidates', () => {
  test('one leads, and goes on leading for as long as it lives', async () => {
    const { terms, candidate } = election(1_500);
    const all = ['one-a', 'one-b', 'one-c'].map(name => candidate(name));
    await vi.waitFor(() => expect(terms).toHaveLength(1), soon);
    const leader = terms[0];
    // Two leases pass on the clock of the server.
    await vi.waitFor(async () => {
      const { rowCount } = await log.db.$client.query(
        `select 1 from pg_stat_activity where application_name = $1 and datname = current_database() and backend_start < clock_timestamp() - interval '4 seconds'`,
        [`tensiometer-${leader}`],
      );
      expect(rowCount).toBe(1);
    }, soon);
    expect(terms).toEqual([leader]);
    for (const it of all) await it.stop();
  });

  test('another leads within a second when the leader dies', async () => {
    const { terms, candidate } = election();
    const first = candidate('dying');
    await vi.waitFor(() => expect(terms).toEqual(['dying']), soon);
    const second = candidate('heir');
    await endConnectionOf('dying');
    const died = performance.now();
    await vi.waitFor(() => expect(terms.length).toBeGreaterThan(1), soon);
    expect(performance.now() - died).toBeLessThan(1_000);
    await first.stop();
    await second.stop();
  });

  test('another leads within twice the lease when the leader freezes, and the frozen one cannot write when it wakes', async () => {
    const leaseMs = 1_000;
    const { terms, candidate } = election(leaseMs);
    let wake = (): void => {};
    const frozen = new Promise<void>(resolve => {
      wake = resolve;
    });
    let wrote: string | null = null;
    const first = createLeader({
      url: log.url,
      name: 'freezing',
      lock: locks,
      lead: async db => {
        terms.push('freezing');
        return async () => {
          if (wrote !== null) return false;
          await frozen;
          wrote = await db.execute('create table written_by_a_zombie (n int)').then(
            () => 'yes',
            () => 'no',
          );
          return true;
        };
      },
      logger: silent,
      onFatal: fail,
      leaseMs,
      pollMs: 50,
      standbyMs: 50,
    });
    await vi.waitFor(() => expect(terms).toEqual(['freezing']), soon);
    const froze = performance.now();
    const second = candidate('fresh');
    await vi.waitFor(() => expect(terms).toEqual(['freezing', 'fresh']), soon);
    expect(performance.now() - froze).toBeLessThan(2 * leaseMs);
    wake();
    await vi.waitFor(() => expect(wrote).toBe('no'), soon);
    await first.stop();
    await second.stop();
  });
});

test('a leader that fails on what waiting does not mend stops and says so', async () => {
  const { candidate } = election();
  const failures: unknown[] = [];
  locks += 1;
  const leader = createLeader({
    url: log.url,
    name: 'failing',
    lock: locks,
    lead: async () => async () => {
      throw new Error('the log holds something unknown');
    },
    logger: silent,
    onFatal: error => failures.push(error),
  });
  await vi.waitFor(() => expect(failures).toMatchObject([{ message: 'the log holds something unknown' }]), soon);
  await leader.stop();
  await candidate('unused').stop();
});
