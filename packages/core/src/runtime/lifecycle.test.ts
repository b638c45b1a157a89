import { describe, expect, test } from 'vitest';
import { createLifecycle, start, within, describe as wordsOf } from './lifecycle.ts';
import type { Logger } from './logging.ts';

function listener(): { logger: Logger; warnings: object[] } {
  const warnings: object[] = [];
  return { logger: { info: () => {}, warn: fields => void warnings.push(fields), error: () => {} }, warnings };
}

describe('stopping', () => {
  test('closes in reverse, one after the other', async () => {
    const { logger } = listener();
    const lifecycle = createLifecycle(logger);
    const closed: string[] = [];
    lifecycle.defer('first', () => closed.push('first'));
    lifecycle.defer('second', async () => {
      await Promise.resolve();
      closed.push('second');
    });
    lifecycle.defer('third', () => closed.push('third'));
    await lifecycle.stop();
    expect(closed).toEqual(['third', 'second', 'first']);
  });

  test('twice, even at once, closes each once', async () => {
    const { logger } = listener();
    const lifecycle = createLifecycle(logger);
    let closed = 0;
    lifecycle.defer('one', () => {
      closed += 1;
    });
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    await lifecycle.stop();
    expect(closed).toBe(1);
  });

  test('names what fails or takes too long, and closes the rest', async () => {
    const { logger, warnings } = listener();
    const lifecycle = createLifecycle(logger, 20);
    let closed = false;
    lifecycle.defer('last', () => {
      closed = true;
    });
    lifecycle.defer('hangs', () => new Promise(() => {}));
    lifecycle.defer('rejects', () => Promise.reject(new Error('no')));
    lifecycle.defer('throws', () => {
      throw new Error('never');
    });
    await lifecycle.stop();
    expect(closed).toBe(true);
    expect(warnings).toEqual([
      { resource: 'throws', error: 'never' },
      { resource: 'rejects', error: 'no' },
      { resource: 'hangs', error: 'not done after 20 ms' },
    ]);
  });
});

test('a start that fails closes what it had opened and passes the error on', async () => {
  const { logger } = listener();
  const lifecycle = createLifecycle(logger);
  const closed: string[] = [];
  const building = start(lifecycle, async () => {
    lifecycle.defer('database', () => closed.push('database'));
    throw new Error('port in use');
  });
  await expect(building).rejects.toThrow('port in use');
  expect(closed).toEqual(['database']);
});

describe('a promise within a time', () => {
  test('passes its value or its error on', async () => {
    expect(await within(Promise.resolve(7), 1_000)).toBe(7);
    await expect(within(Promise.reject(new Error('own')), 1_000)).rejects.toThrow('own');
  });

  test('is late when the time is up', async () => {
    await expect(within(new Promise(() => {}), 5)).rejects.toThrow('not done after 5 ms');
  });
});

test.each([
  [new Error('a', { cause: new Error('b', { cause: new Error('c') }) }), 'a: b: c'],
  [new Error('a', { cause: 'text' }), 'a'],
  ['text', 'text'],
  [undefined, 'undefined'],
])('%o in words is %s', (error, words) => {
  expect(wordsOf(error)).toBe(words);
});

test('what is said of a failed query is why it failed, and nothing of what was in it', () => {
  const cause = new Error('connection terminated');
  const failed = new Error('Failed query: insert into reports values ($1)\nparams: the text of a report', { cause });
  expect(wordsOf(failed)).toBe('connection terminated');
  expect(wordsOf(new Error('could not store', { cause: failed }))).toBe('could not store: connection terminated');
});
