import { type Day, isDay } from '@tensiometer/core/domain/day.ts';
import { type IndicatorName, indicatorsOf as kept } from '@tensiometer/core/domain/indicator.ts';
import { kindOf, type Subject } from '@tensiometer/core/domain/subject.ts';
import { parseWithout } from '@tensiometer/core/domain/without.ts';
import { readSubject } from '@tensiometer/core/views/names.ts';
import { type SubjectAddress, subjectAddress } from './addresses.ts';
import { askedRange, type Range, SPANS, type SpanName, type Step } from './range.ts';

/** Subjects that are drawn beside the one of the page. */
export const MOST_COMPARED = 6;
/** Drawn together, as mirrored bars. */
const MASSES: readonly IndicatorName[] = ['conflict', 'cooperation'];

/** What the reader asked for, all of it in the address. */
export type SubjectState = {
  span: SpanName | null;
  range: Range | null;
  step: Step | null;
  /** The indicators shown; the first that is no mass is drawn large. */
  indicators: IndicatorName[];
  compare: Subject[];
  /** A position or a time; null while the page follows the data. */
  asOf: string | null;
  /** What is left out: "source:…", "family:…" or "story:…", as the API takes it. */
  without: string[];
  at: Day | null;
  view: 'chart' | 'table';
  clock: 'utc' | 'local';
};
export type Query = Record<string, string | undefined>;

/** Indicators that are kept for a subject, in the order of the list. */
export function indicatorsOf(subject: Subject): IndicatorName[] {
  return kept(kindOf(subject));
}

function shownAtFirst(subject: Subject): IndicatorName[] {
  return indicatorsOf(subject).filter(name => name === 'tension' || MASSES.includes(name));
}

/** The indicator that is drawn large: the first one that is no mass. */
export function mainIndicator(subject: Subject, shown: readonly IndicatorName[]): IndicatorName {
  const [first] = [...shown, ...indicatorsOf(subject)].filter(name => !MASSES.includes(name));
  return first ?? 'conflict';
}

/** Indicators that get a small panel of their own. */
export function panelIndicators(subject: Subject, shown: readonly IndicatorName[]): IndicatorName[] {
  const main = mainIndicator(subject, shown);
  return shown.filter(name => name !== main && !MASSES.includes(name));
}

/** True when the masses are drawn. */
export function showsMasses(shown: readonly IndicatorName[]): boolean {
  return shown.some(name => MASSES.includes(name));
}

/** Reads an address. What makes no sense in it is left out, and said in `trouble`, a sentence each. */
export function readState(subject: Subject, query: Query): { state: SubjectState; trouble: string[] } {
  const trouble: string[] = [];
  const span = SPANS.find(({ name }) => name === query.range)?.name ?? null;
  const range = span === null ? askedRange(query.from, query.to) : null;
  if (span === null && range === null && (query.from || query.to || query.range))
    trouble.push('The range in the address makes no sense: it needs a first and a last day, at most ten years apart.');
  const possible = indicatorsOf(subject);
  const indicators = listOf(query.indicator).flatMap(text => {
    const found = possible.find(name => name === text);
    if (found === undefined) trouble.push(`There is no indicator “${text}” for it. There is: ${possible.join(', ')}.`);
    return found ?? [];
  });
  const compare: Subject[] = [];
  for (const text of listOf(query.compare)) {
    const other = readSubject(text);
    if (other === null || other === 'world')
      trouble.push(`“${text}” is no country or pair of countries known here, so it is not compared.`);
    else if (other !== subject && !compare.includes(other)) compare.push(other);
  }
  if (compare.length > MOST_COMPARED) {
    trouble.push(`At most ${MOST_COMPARED} subjects are compared; the last ones are left out.`);
    compare.length = MOST_COMPARED;
  }
  const asOf = query.asOf ? readAsOf(query.asOf) : null;
  if (query.asOf && asOf === null)
    trouble.push(
      `“${query.asOf}” is no position and no time, so the page shows what is known now. A time is written 2024-01-26T08:00Z.`,
    );
  if (query.without && parseWithout(query.without) === null)
    trouble.push(
      `“${query.without}” names nothing that can be left out. Write source:NAME, family:NAME or story:ID, with commas between.`,
    );
  return {
    state: {
      span,
      range,
      step: query.step === 'hour' || query.step === 'day' || query.step === 'week' ? query.step : null,
      indicators: indicators.length === 0 ? shownAtFirst(subject) : [...new Set(indicators)],
      compare,
      asOf,
      without: partsOf(query.without),
      at: query.at !== undefined && isDay(query.at.slice(0, 10)) ? query.at.slice(0, 10) : null,
      view: query.view === 'table' ? 'table' : 'chart',
      clock: query.clock === 'local' ? 'local' : 'utc',
    },
    trouble,
  };
}

/** A state as its address has it; what is as usual is not written. */
export function addressOf(subject: Subject, state: SubjectState, change: Partial<SubjectState> = {}): SubjectAddress {
  const next = { ...state, ...change };
  const usual = next.indicators.join() === shownAtFirst(subject).join();
  return {
    range: next.span,
    from: next.range?.from,
    to: next.range?.to,
    step: next.step,
    indicator: usual ? null : next.indicators.join(','),
    compare: next.compare.join(','),
    asOf: next.asOf,
    without: next.without.join(','),
    at: next.at,
    view: next.view === 'table' ? 'table' : null,
    clock: next.clock === 'local' ? 'local' : null,
  };
}

/** Address of the page in a state, changed a little. */
export function stateAddress(subject: Subject, state: SubjectState, change: Partial<SubjectState> = {}): string {
  return subjectAddress(subject, addressOf(subject, state, change));
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** The things left out; names of outlets may hold commas themselves. */
function partsOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(/,(?=(?:source|family|story):)/)
    .map(part => part.trim())
    .filter(part => /^(source|family|story):./.test(part));
}

/** A position, or a time in UTC: the field of a form gives one without a zone. Null when it is neither. */
function readAsOf(text: string): string | null {
  if (/^\d{1,15}$/.test(text)) return text;
  const bare = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const ms = Date.parse(bare ? `${text}Z` : text);
  return Number.isNaN(ms) ? null : bare ? `${text}Z` : text;
}
