import * as chrono from 'chrono-node';
import type { DatePrecision } from '../coded-event.ts';
import { addDays, type Day, isDay } from '../day.ts';

/** A date expression of a report. `day` is the first and `lastDay` the last day it names; offsets into the report. */
export type DateMention = {
  start: number;
  end: number;
  day: Day;
  lastDay: Day;
  precision: DatePrecision;
  source: 'explicit' | 'relative';
};

/** The published day in its own offset, and what chrono needs to count from it. */
export type Anchor = { day: Day; instant: Date; offsetMinutes: number };

const RFC3339 = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Reads a publication time; null when there is none or it is no calendar time. */
export function readAnchor(publishedAt: string | null): Anchor | null {
  const parts = publishedAt === null ? null : RFC3339.exec(publishedAt.trim());
  const day = parts?.[1];
  if (!parts || !day || !isDay(day)) return null;
  const zone = /^([+-])(\d{2}):?(\d{2})$/.exec(parts[5] ?? '');
  const offsetMinutes = zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  // Noon of the published day, where the report was published: date expressions are resolved by day, never by hour.
  return { day, instant: new Date(Date.parse(`${day}T12:00:00Z`) - offsetMinutes * 60_000), offsetMinutes };
}

const HINT =
  /day\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:\b|[a-z]*(?:ary|ch|il|st|ber)\b)|\b(?:today|yesterday|tonight|tomorrow|ago|earlier|overnight|recent|recently|century|decades?)\b|\b(?:last|next|this|past|coming) (?:week|month|year|night|decade)|\d{4}|\d\/\d/i;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTH_YEAR =
  /\b(January|February|March|April|May|June|July|August|September|October|November|December)(?: of)? (last year|this year|(?:19|20)\d{2})\b/g;
const WEEKDAY_NUMBER = /\b(?:this |last |on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \((\d{1,2})\)/g;
const YEAR_ALONE =
  /\b(?:in|since|of|during|from|until|by|the|between|and)(?: early| late| mid)?(?:-| )((?:19|20)\d{2})\b(?!-\d)/gi;
const AGO =
  /\b(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some|\d{1,3})(?: or more)? )?(day|week|month|year|decade|centur)(?:s|y|ies)? (?:ago|earlier)\b/gi;
const VAGUE =
  /\b(?:recently|in recent (?:days|weeks)|over the past (?:few )?(?:days|week)|in the past (?:few )?(?:days|week)|earlier this week|last week|this week)\b/gi;
const VAGUE_MONTHS = /\b(?:in recent months|last month|this month|earlier this month)\b/gi;
const VAGUE_YEARS =
  /\b(?:in recent years|last year|years ago|decades ago|last decade|in the (?:1[89]|20)\d0s|last century)\b/gi;
const NOT_MONTHS = /^(?:may|march|mar|sat|sun|jan|dec|wed|fri|mon)$/;
const NOT_DATES =
  /^(?:now|second|at \d.*|\d{1,2}|\d{1,2}[:.]\d{2}.*|\d+ ?(?:am|pm)|(?:this )?(?:morning|evening|night|afternoon)|the past|in the .*|(?:\d+|an?|few|several|within) (?:hours?|minutes?|seconds?).*)$/i;

const pad = (n: number) => String(n).padStart(2, '0');
const monthEnd = (year: number, month: number): Day =>
  addDays(month === 12 ? `${year + 1}-01-01` : `${year}-${pad(month + 1)}-01`, -1);

/** Finds date expressions in one sentence. Without an anchor only complete calendar dates and years count. */
export function findDates(sentence: string, offset: number, anchor: Anchor | null): DateMention[] {
  if (!HINT.test(sentence)) return [];
  const found = [...ownRules(sentence, offset, anchor), ...chronoRules(sentence, offset, anchor)];
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: DateMention[] = [];
  for (const date of found) {
    const last = kept[kept.length - 1];
    if (!last || date.start >= last.end) kept.push(date);
  }
  return kept;
}

function ownRules(sentence: string, offset: number, anchor: Anchor | null): DateMention[] {
  const out: DateMention[] = [];
  const push = (
    match: RegExpMatchArray,
    day: Day,
    lastDay: Day,
    precision: DatePrecision,
    source: 'explicit' | 'relative',
  ) => {
    const start = offset + (match.index ?? 0);
    out.push({ start, end: start + match[0].length, day, lastDay, precision, source });
  };
  for (const match of sentence.matchAll(MONTH_YEAR)) {
    const month = MONTHS.indexOf((match[1] ?? '').toLowerCase()) + 1;
    const word = match[2] ?? '';
    const year = /^\d/.test(word)
      ? Number(word)
      : anchor
        ? Number(anchor.day.slice(0, 4)) - (word === 'last year' ? 1 : 0)
        : 0;
    // "12 March 2004" is a whole date and belongs to chrono.
    if (
      year > 0 &&
      !/\d(?:st|nd|rd|th)?,? (?:of )?$/.test(sentence.slice(Math.max(0, (match.index ?? 0) - 8), match.index))
    ) {
      push(
        match,
        `${year}-${pad(month)}-01`,
        monthEnd(year, month),
        'month',
        /^\d/.test(word) ? 'explicit' : 'relative',
      );
    }
  }
  for (const match of sentence.matchAll(YEAR_ALONE))
    push(match, `${match[1]}-01-01`, `${match[1]}-12-31`, 'year', 'explicit');
  if (!anchor) return out;
  const today = anchor.day;
  for (const match of sentence.matchAll(WEEKDAY_NUMBER)) {
    const day = latestDayOfMonth(Number(match[1]), today);
    if (day) push(match, day, day, 'day', 'explicit');
  }
  for (const match of sentence.matchAll(VAGUE)) push(match, today, today, 'week', 'relative');
  for (const match of sentence.matchAll(VAGUE_MONTHS)) {
    const start = /last/i.test(match[0]) ? addDays(`${today.slice(0, 7)}-01`, -1) : today;
    push(match, start, start, 'month', 'relative');
  }
  for (const match of sentence.matchAll(VAGUE_YEARS)) {
    const year = Number(today.slice(0, 4)) - (/last year/i.test(match[0]) ? 1 : 3);
    push(match, `${year}-01-01`, `${year}-12-31`, 'year', 'relative');
  }
  for (const match of sentence.matchAll(AGO)) {
    const unit = (match[1] ?? '').toLowerCase();
    if (unit === 'day' || unit === 'week') continue;
    const back = unit === 'month' ? 62 : unit === 'year' ? 366 : 3653;
    const day = addDays(today, -back);
    push(match, day, day, unit === 'month' ? 'month' : 'year', 'relative');
  }
  return out;
}

/** The latest day not after `today` whose day of the month is `n`. */
function latestDayOfMonth(n: number, today: Day): Day | null {
  for (let back = 0; back < 62; back += 1) {
    const day = addDays(today, -back);
    if (Number(day.slice(8)) === n) return day;
  }
  return null;
}

function chronoRules(sentence: string, offset: number, anchor: Anchor | null): DateMention[] {
  const reference = anchor
    ? { instant: anchor.instant, timezone: anchor.offsetMinutes }
    : { instant: new Date('2000-01-15T12:00:00Z'), timezone: 0 };
  const out: DateMention[] = [];
  for (const result of chrono.en.casual.parse(sentence, reference, { forwardDate: false })) {
    if (NOT_DATES.test(result.text) || NOT_MONTHS.test(result.text)) continue;
    const { start } = result;
    const hasDay = start.isCertain('day') || start.isCertain('weekday');
    const hasMonth = start.isCertain('month');
    if (!anchor && !(start.isCertain('day') && hasMonth && start.isCertain('year'))) continue;
    const year = start.get('year');
    const month = start.get('month');
    const dayOfMonth = start.get('day');
    if (year === null || month === null || dayOfMonth === null) continue;
    const precision: DatePrecision = hasDay ? 'day' : hasMonth ? 'month' : 'week';
    let day: Day = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(dayOfMonth)}`;
    if (!isDay(day)) continue;
    const source = start.isCertain('day') && hasMonth && /\d/.test(result.text) ? 'explicit' : 'relative';
    if (anchor && day > anchor.day && !/next|coming|tomorrow|later/i.test(result.text)) {
      if (start.isCertain('weekday') && !start.isCertain('day')) day = addDays(day, -7);
      else if (!start.isCertain('year') && hasMonth && day > addDays(anchor.day, 45))
        day = `${year - 1}${day.slice(4)}`;
    }
    if (!isDay(day)) continue;
    const at = offset + result.index;
    const lastDay = precision === 'month' ? monthEnd(Number(day.slice(0, 4)), Number(day.slice(5, 7))) : day;
    out.push({ start: at, end: at + result.text.length, day, lastDay, precision, source });
  }
  return out;
}
