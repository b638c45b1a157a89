import { expect, test } from 'vitest';
import { judgeRedis, UnsafeRedis } from './redis-safety.ts';

const info = (lines: Record<string, string>) =>
  `# Server\r\n${Object.entries({ redis_version: '7.0.15', maxmemory_policy: 'noeviction', aof_enabled: '1', ...lines })
    .map(line => `${line.join(':')}\r\n`)
    .join('')}# Keyspace\r\n`;

test('a Redis that keeps every key and writes a file is fine', () => {
  expect(judgeRedis(info({}))).toEqual([]);
});

test.each(['allkeys-lru', 'volatile-lru', 'allkeys-random', 'volatile-ttl', 'allkeys-lfu'])(
  'one that makes room by %s is refused, and the message says what to set',
  maxmemory_policy => {
    expect(() => judgeRedis(info({ maxmemory_policy }))).toThrow(UnsafeRedis);
    expect(() => judgeRedis(info({ maxmemory_policy }))).toThrow('config set maxmemory-policy noeviction');
  },
);

test('one that writes no file is taken with a word about it', () => {
  expect(judgeRedis(info({ aof_enabled: '0' }))).toEqual([expect.stringContaining('config set appendonly yes')]);
});

test.each(['5.0.7', '6.0.20'])('version %s is refused, being too old for the queue', redis_version => {
  expect(() => judgeRedis(info({ redis_version }))).toThrow(/needs 6\.2/);
});

test.each(['6.2.0', '7.2.4', '8.0.1', '10.0.0'])('version %s is taken', redis_version => {
  expect(judgeRedis(info({ redis_version }))).toEqual([]);
});

test('one that says less than Redis does, as some services do, is taken', () => {
  expect(judgeRedis('')).toEqual([]);
});
