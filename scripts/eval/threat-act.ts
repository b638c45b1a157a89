import type { CodedEvent } from '@tensiometer/core/domain/coded-event.ts';
import { countriesOf } from './answers.ts';
import { type Context, each } from './context.ts';
import { columns, type Figure, type SetReport, target } from './figures.ts';
import { hasKeyword } from './keywords.ts';
import { type Comparison, compareRanks, spearman } from './rank.ts';
import { type Headline, readGpr, readHeadlines } from './records.ts';
import { type DayValues, dailyShares, joined, weekly } from './series.ts';

const HOME = 'AUS';
const DRAWS = 2_000;
const BLOCK = { weekly: 4, daily: 28 };

type Class = 'threat' | 'act';
type Seen = Headline & { classes: Set<Class>; abroad: Set<Class>; keyword: boolean };
type Series = 'gpr' | 'gprThreat' | 'gprAct' | 'keywords' | Kept;
type Kept = `${'all' | 'abroad'}${'ThreatAct' | 'Threat' | 'Act'}`;

/** The class of an event in the threat-act index: THREATEN and MOBILIZE threaten, ASSAULT and COERCE/seize act. */
export function classOf({ type, mode }: Pick<CodedEvent, 'type' | 'mode'>): Class | null {
  if (type === 'THREATEN' || type === 'MOBILIZE') return 'threat';
  return type === 'ASSAULT' || (type === 'COERCE' && mode === 'seize') ? 'act' : null;
}

/** True unless an event stays at home: it has a pair of different countries, or an actor of another country than `home`. */
export function isAbroad(event: Pick<CodedEvent, 'actors' | 'recipients'>, home: string): boolean {
  const actors = countriesOf(event.actors);
  const recipients = countriesOf(event.recipients);
  return actors.some(actor => actor !== home || recipients.some(recipient => recipient !== actor));
}

function classesIn(events: readonly CodedEvent[]): Set<Class> {
  return new Set(events.flatMap(event => classOf(event) ?? []));
}

function figuresOf(step: 'weekly' | 'daily', points: readonly DayValues<Series>[]): Figure[] {
  const of = (name: Series) => points.map(({ values }) => values[name]);
  const compare = (name: Kept) =>
    compareRanks(of('gpr'), of(name), of('keywords'), { block: BLOCK[step], draws: DRAWS });
  const all = compare('allThreatAct');
  const abroad = compare('abroadThreatAct');
  const figure = (key: string, label: string, found: Comparison, part: keyof Comparison['intervals']): Figure => ({
    key: `${step}-${key}`,
    label: `${step} Spearman, ${label}`,
    kind: 'share',
    value: found[part],
    ...found.intervals[part],
    n: points.length,
    bar:
      part === 'ours' ? target('least', step === 'weekly' ? 0.85 : 0.6) : part === 'theirs' ? null : target('least', 0),
  });
  return [
    figure('all', 'all events', all, 'ours'),
    figure('abroad', 'events that are not domestic', abroad, 'ours'),
    figure('keywords', 'keyword share', all, 'theirs'),
    figure('all-over-keywords', 'all events less keyword share', all, 'difference'),
    figure('abroad-over-keywords', 'not domestic less keyword share', abroad, 'difference'),
  ];
}

function partsTable(step: string, points: readonly DayValues<Series>[]): [string, number, number, number][] {
  const of = (name: Series) => points.map(({ values }) => values[name]);
  const rho = (a: Series, b: Series) => spearman(of(a), of(b));
  return [
    [`${step}, all events`, rho('allThreatAct', 'gpr'), rho('allThreat', 'gprThreat'), rho('allAct', 'gprAct')],
    [
      `${step}, not domestic`,
      rho('abroadThreatAct', 'gpr'),
      rho('abroadThreat', 'gprThreat'),
      rho('abroadAct', 'gprAct'),
    ],
    [`${step}, keyword share`, rho('keywords', 'gpr'), rho('keywords', 'gprThreat'), rho('keywords', 'gprAct')],
  ];
}

/** Codes a year of headlines and sets the threat-act index beside the index of geopolitical risk and a keyword share. */
export function scoreThreatAct({ code, folder, progress }: Context): SetReport {
  const headlines = readHeadlines(folder);
  const gpr = readGpr(folder);
  let unread = 0;
  const seen = each(headlines, progress, (headline): Seen | null => {
    const { events, reason } = code(headline.text, { titleLength: headline.text.length, publishedAt: headline.day });
    if (reason === 'unsupported-language') {
      unread += 1;
      return null;
    }
    return {
      ...headline,
      classes: classesIn(events),
      abroad: classesIn(events.filter(event => isAbroad(event, HOME))),
      keyword: hasKeyword(headline.text),
    };
  }).filter(one => one !== null);
  const shares = (holds: (one: Seen) => boolean) => dailyShares(seen, holds);
  const series: Record<Series, ReadonlyMap<string, number>> = {
    gpr: new Map(gpr.map(({ day, all }) => [day, all])),
    gprThreat: new Map(gpr.map(({ day, threat }) => [day, threat])),
    gprAct: new Map(gpr.map(({ day, act }) => [day, act])),
    keywords: dailyShares(headlines, ({ text }) => hasKeyword(text)),
    allThreatAct: shares(({ classes }) => classes.size > 0),
    allThreat: shares(({ classes }) => classes.has('threat')),
    allAct: shares(({ classes }) => classes.has('act')),
    abroadThreatAct: shares(({ abroad }) => abroad.size > 0),
    abroadThreat: shares(({ abroad }) => abroad.has('threat')),
    abroadAct: shares(({ abroad }) => abroad.has('act')),
  };
  const days = joined(series);
  const weeks = weekly(days);
  const counts: [string, number, number, number][] = (
    [
      ['all events', one => one.classes.size > 0],
      ['events that are not domestic', one => one.abroad.size > 0],
      ['keyword share', one => one.keyword],
    ] satisfies [string, (one: Seen) => boolean][]
  ).map(([name, holds]) => {
    const n = seen.filter(holds).length;
    return [name, n / seen.length, n, seen.length];
  });
  return {
    title: 'Threat-act index of ABC headlines, 2003, beside the daily index of geopolitical risk',
    notes: [
      `The headlines are Australian: domestic crime moves the index over all events. Not domestic is an event with a pair of different countries, or an actor of another country than ${HOME}.`,
      'A week is the mean of the daily shares of an ISO week with seven days in both series. Intervals: 2,000 draws of blocks of 4 weeks (28 days); for the difference both correlations are taken within each draw.',
      'Keyword share: the frozen lists in scripts/eval/gpr-words.json, our own selection after the eight categories of Caldara and Iacoviello. Other lists do better on the same headlines (.78 weekly and .50 daily are known), so to beat this one is not yet to beat every list.',
      `${unread} of ${headlines.length} headlines did not pass the language gate and are left out of the coder's shares.`,
    ],
    figures: [...figuresOf('weekly', weeks), ...figuresOf('daily', days)],
    tables: [
      { title: 'Headlines that count', columns: columns('series', ['share'], ['headlines', 'n']), rows: counts },
      {
        title: 'Spearman with the whole index, and of the parts with its parts',
        columns: columns('series', ['threat-act', 'threat', 'act'], []),
        rows: [...partsTable('weekly', weeks), ...partsTable('daily', days)],
      },
    ],
    examples: [],
  };
}
