import type { CodedEvent } from '../coded-event.ts';
import { addDays, type Day } from '../day.ts';
import type { Candidate } from './candidate.ts';
import type { Anchor, DateMention } from './dates.ts';

type Placed = Pick<CodedEvent, 'date' | 'datePrecision' | 'dateSource'> & {
  confidence: number;
  historical: boolean;
  mention: DateMention | null;
};

const HISTORICAL_DAYS = 60;

/** The day of an act: the date expression nearest to its trigger in its sentence, else the dateline, else the published day. */
export function placeDate(candidate: Candidate, dates: DateMention[], anchor: Anchor | null): Placed {
  const mention =
    candidate.factuality === 'announced' && candidate.type !== 'AGREE'
      ? spokenDate(candidate, dates)
      : candidate.factuality === 'announced' && candidate.tense === 'future'
        ? spokenDate(candidate, dates)
        : nearest(candidate, dates);
  const published = anchor?.day ?? null;
  if (!mention) {
    return published
      ? onPublication(published)
      : { date: null, datePrecision: 'unknown', dateSource: 'none', confidence: 0.5, historical: false, mention: null };
  }
  if (published === null) {
    const exact = mention.precision === 'day';
    return {
      date: exact ? mention.day : null,
      datePrecision: mention.precision,
      dateSource: mention.source,
      confidence: exact ? 0.95 : 0.5,
      historical: false,
      mention,
    };
  }
  const historical = mention.lastDay < addDays(published, -HISTORICAL_DAYS);
  if (mention.day > published) {
    return onPublication(published);
  }
  switch (mention.precision) {
    case 'day':
      return {
        date: mention.day,
        datePrecision: 'day',
        dateSource: mention.source,
        confidence: 0.97,
        historical,
        mention,
      };
    case 'week':
      return {
        date: published,
        datePrecision: 'week',
        dateSource: mention.source,
        confidence: 0.75,
        historical,
        mention,
      };
    default:
      return {
        date: historical ? mention.day : published,
        datePrecision: mention.precision,
        dateSource: mention.source,
        confidence: 0.4,
        historical,
        mention,
      };
  }
}

/** The day of a promise is the day it was spoken: the date beside the verb of saying, else none. */
function spokenDate(candidate: Candidate, dates: DateMention[]): DateMention | null {
  const verb = candidate.attribution?.verb;
  if (!verb) return null;
  return (
    dates.find(date => date.start >= verb.end - 1 && date.start - verb.end < 24) ??
    dates.find(date => date.end <= verb.start && verb.start - date.end < 6) ??
    null
  );
}

/** Verdicts, charges and complaints are about what was done before: a year behind them is the year of the deed. */
function isOfTheDeed(candidate: Candidate, date: DateMention): boolean {
  return (
    /^(?:sentence|convict|jail|fine|charge|indict|sue|prosecute|imprison|acquit|accuse|blame|condemn|denounce|summon)$/.test(
      candidate.act,
    ) &&
    date.start >= candidate.trigger.end &&
    (date.precision === 'year' || date.precision === 'month')
  );
}

function nearest(candidate: Candidate, dates: DateMention[]): DateMention | null {
  let best: DateMention | null = null;
  let bestCost = Infinity;
  for (const date of dates) {
    if (isOfTheDeed(candidate, date)) continue;
    const gap =
      date.start >= candidate.trigger.end ? date.start - candidate.trigger.end : candidate.trigger.start - date.end;
    const cost = Math.abs(gap) + (date.precision === 'day' ? 0 : 10) + (date.end <= candidate.trigger.start ? 15 : 0);
    if (cost < bestCost) {
      best = date;
      bestCost = cost;
    }
  }
  return best;
}

/** Where the text names no usable day, an act is told of on the day that it is published. */
function onPublication(published: Day): Placed {
  return {
    date: published,
    datePrecision: 'day',
    dateSource: 'publication',
    confidence: 0.8,
    historical: false,
    mention: null,
  };
}
