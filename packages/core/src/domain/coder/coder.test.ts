import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodedEvent } from '../coded-event.ts';
import { createCoder } from './coder.ts';
import { RETELLING } from './fixtures/retelling.ts';
import { withWords } from './with-words.ts';

const coder = await createCoder();
const code = (text: string, publishedAt: string | null = '2024-01-25T10:00:00Z', titleLength = 0) =>
  coder.code({ id: 'test', text, titleLength, publishedAt, language: null });
const only = (text: string, publishedAt?: string | null): CodedEvent | undefined => code(text, publishedAt).events[0];

describe('any string has an answer', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['white space', ' \n\t ', 'empty'],
    ['marks only', '*** --- !!! 12:30', 'empty'],
    ['emoji only', '😀🚀🔥', 'empty'],
    ['one word', 'Iraq', 'no-act'],
    ['a sentence about nobody', 'The weather was mild and the trees were green.', 'irrelevant'],
    [
      'Spanish',
      'Irak convocó a la embajadora de los Estados Unidos después de los bombardeos contra las milicias.',
      'unsupported-language',
    ],
    ['Arabic', 'أدان العراق الضربات الأمريكية على مواقع الفصائل المسلحة في البلاد', 'unsupported-language'],
    ['Chinese', '伊拉克谴责美国对该国民兵组织的空袭行动。', 'unsupported-language'],
    ['only a denial', 'Iran has never attacked Jordan.', 'suppressed-only'],
  ])('%s', (_name, text, reason) => {
    expect(code(text)).toMatchObject({ outcome: 'not-coded', reason, events: [] });
  });

  test.each([
    ['capitals', 'IRAQ CONDEMNED THE UNITED STATES AFTER THE STRIKES NEAR BAGHDAD, OFFICIALS SAID.'],
    ['no spaces', 'x'.repeat(100_000)],
    ['a million letters', 'Iraq condemned the United States. '.repeat(30_000)],
    ['a million brackets', '('.repeat(500_000) + ')'.repeat(500_000)],
    ['a sentence without end', 'Iraq and '.repeat(20_000)],
    ['lone surrogates', 'Iraq \ud800 condemned \udfff Iran.'],
    ['NUL', 'Iraq\0condemned\0Iran.'],
    ['right to left marks', '\u202eIraq condemned Iran.\u202c'],
    ['remains of HTML', '<p class="lead">Iraq&nbsp;condemned <b>Iran</b>.</p><script>if (a < b) {}</script>'],
    ['emoji between words', 'Iraq 🇮🇶 condemned 😡 Iran 🇮🇷.'],
  ])('%s', (_name, text) => {
    const coding = code(text);
    expect(['coded', 'not-coded']).toContain(coding.outcome);
    for (const event of coding.events)
      for (const item of event.evidence) expect(item.end).toBeLessThanOrEqual(text.length);
  });

  test('whatever is thrown at it', () => {
    const words = fc.constantFrom(
      'Iraq',
      "Iran's",
      'the',
      'of',
      'said',
      'that',
      'attacked',
      'and',
      ',',
      'talks',
      'with',
      '“',
      '”',
      '"',
      'who',
      'to',
      'by',
      'US',
      '(',
      'troops',
      'will',
      'Tuesday',
      '.',
      '\n\n',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), parts => {
        const text = parts.join(' ');
        const coding = code(text);
        expect(coding).toEqual(code(text));
        for (const event of [...coding.events, ...coding.suppressed]) {
          for (const item of event.evidence) expect(item.start).toBeLessThan(item.end);
          expect(event.confidence.overall).toBeGreaterThanOrEqual(0);
          expect(event.confidence.overall).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('the day of an act', () => {
  test.each([
    ['on Wednesday', 'Iran attacked Iraq on Wednesday.', '2024-01-24', 'day'],
    ['a weekday with its number', 'Iran attacked Iraq on Monday (22).', '2024-01-22', 'day'],
    ['yesterday', 'Iran attacked Iraq yesterday.', '2024-01-24', 'day'],
    ['a weekday is never ahead', 'Iran attacked Iraq on Friday.', '2024-01-19', 'day'],
    ['a full date', 'Iran attacked Iraq on 15 January 2024.', '2024-01-15', 'day'],
    ['recently', 'Iran recently attacked Iraq.', '2024-01-25', 'week'],
    ['no date', 'Iran attacked Iraq.', '2024-01-25', 'day'],
  ])('%s', (_name, text, date, datePrecision) => {
    expect(only(text)).toMatchObject({ date, datePrecision });
  });

  test('a promise takes the day on which it was spoken', () => {
    expect(only('Iran said on Tuesday that it will hold talks with Iraq on Sunday.')).toMatchObject({
      type: 'AGREE',
      date: '2024-01-23',
    });
  });

  test('the day is that of the place of publication', () => {
    expect(only('Iran attacked Iraq yesterday.', '2024-01-25T01:00:00+03:00')?.date).toBe('2024-01-24');
  });

  test('without a publication time only a full date gives a day, and nothing is too long ago', () => {
    expect(only('Iran attacked Iraq on Wednesday.', null)).toMatchObject({ date: null });
    expect(only('Iran attacked Iraq on 3 May 1982.', null)).toMatchObject({ date: '1982-05-03' });
  });

  test('what ended more than sixty days before is history', () => {
    expect(code('Iran attacked Iraq on 15 November 2023.').suppressed[0]?.reason).toBe('historical');
    expect(code('Iran attacked Iraq on 15 December 2023.').outcome).toBe('coded');
  });
});

describe('one act told again', () => {
  const coding = code(
    'Iran attacked Iraq on Monday. The Iranian army attacked Iraqi towns with missiles, witnesses said.',
  );

  test('stays one event with more evidence', () => {
    expect(coding.events.length).toBe(1);
    expect(coding.events[0]?.evidence.filter(item => item.role === 'trigger').length).toBe(2);
    expect(coding.suppressed.map(event => event.reason)).toEqual(['duplicate-in-report']);
  });

  test('on another stated day it is another act', () => {
    expect(code('Iran attacked Iraq on Monday. Iran attacked Iraq on Wednesday.').events.length).toBe(2);
  });
});

describe('the words behind an event', () => {
  const coding = code(RETELLING.text, RETELLING.publishedAt);
  const words = withWords(coding, RETELLING.text);

  test('are exactly the words of the report', () => {
    for (const event of [...words.events, ...words.suppressed]) {
      for (const item of [...event.evidence, ...event.actors.map(party => ({ ...party.span, text: party.text }))]) {
        expect(RETELLING.text.slice(item.start, item.end)).toBe(item.text);
      }
    }
  });

  test('fields that say nothing are left out, reasons are kept', () => {
    expect(words).not.toHaveProperty('reason');
    expect(words.suppressed.every(event => event.reason.length > 0)).toBe(true);
    expect(words.coder).toEqual(coder.version);
  });

  test('the trigger comes first, and lemma hashes are sorted and unique', () => {
    for (const event of coding.events) {
      expect(event.evidence[0]?.role).toBe('trigger');
      expect(event.lemmas).toEqual([...new Set(event.lemmas)].sort((a, b) => a - b));
    }
  });
});

describe('numbers', () => {
  test('are taken only when they are stated', () => {
    expect(only('Israel killed 12 people in Syria and wounded three.')?.magnitude).toEqual({ dead: 12, injured: 3 });
    expect(only('Israel attacked Syria.')?.magnitude).toBeNull();
  });
});

test('a title in capitals at every word is read like any other', () => {
  const title = 'Iraq Condemns United States Strikes And Recalls Ambassador';
  const coding = code(`${title}\n\nThe government met in the morning.`, '2024-01-25T10:00:00Z', title.length);
  expect(coding.events.map(event => event.type)).toContain('ACCUSE');
});
