import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { MissingSet, readGpr, readHeadlines, readPlv } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'sets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('headlines have their day, and one told twice on a day counts once', () => {
  const rows = [
    '20030219,one thing happens',
    '20030219,one thing happens',
    '20030220,one thing happens',
    '20030220,"a, b"',
  ];
  writeFileSync(join(folder, 'abc-headlines-2003.csv'), ['publish_date,headline_text', ...rows, ''].join('\r\n'));
  expect(readHeadlines(folder)).toEqual([
    { day: '2003-02-19', text: 'one thing happens' },
    { day: '2003-02-20', text: 'one thing happens' },
    { day: '2003-02-20', text: 'a, b' },
  ]);
});

test('the index is read by the names of its columns', () => {
  writeFileSync(join(folder, 'gpr-daily-2003.csv'), 'date,gprd_threat,gprd,gprd_act\n2003-01-01,3,1,2\n');
  expect(readGpr(folder)).toEqual([{ day: '2003-01-01', all: 1, act: 2, threat: 3 }]);
});

test('a set that is not there is named', () => {
  expect(() => readPlv(folder)).toThrow(MissingSet);
  expect(() => readPlv(folder)).toThrow('plv-dev.jsonl is missing');
});
