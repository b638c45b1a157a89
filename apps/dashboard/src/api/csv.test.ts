import { expect, test } from 'vitest';
import { csvRow } from './csv.ts';

test('a cell is quoted where it must be, and numbers, truth and nothing stay bare', () => {
  expect(csvRow(['plain', 'a "b", c', 'two\nlines', -9.5, true, null])).toBe(
    'plain,"a ""b"", c","two\nlines",-9.5,true,\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@sum(a1)', '\t=1', '  =cmd', '\uff1d1', '\r=1'])(
  'text that a spreadsheet would run is text: %j',
  text => {
    expect(csvRow([text])).toMatch(/^"?'/);
  },
);
