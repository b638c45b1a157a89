import { z } from 'zod';
import { FORMULAS, INDICATORS, type IndicatorName, indicatorsOf, isInRange } from '../domain/indicator.ts';
import { isTimeZone } from '../domain/quiet-hours.ts';
import { kindOf, parseSubject, type Subject } from '../domain/subject.ts';
import {
  anyPairOf,
  COMPARISONS,
  NO_DATA_POLICIES,
  RULE_DEFAULTS,
  type Threshold,
  WATCH_LIST,
} from '../domain/threshold.ts';

const line = z.number().finite();
const hours = z.number().min(0).max(720);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as 22:00');
const severities = z.array(z.enum(['warning', 'critical'])).min(1);
/** Most subjects of a watch-list. */
const MOST_MEMBERS = 200;

/**
 * A line as it is set: `comparison` with `warn`, or shorter: `above: 40`, `below: 10`, `outside: [20, 60]`, `record: 90`.
 * A change has `change: {days, unit, direction}` and how much as `warn`.
 */
export const thresholdBody = z.strictObject({
  title: z.string().trim().max(120).nullish(),
  subject: z
    .union([z.string(), z.array(z.string()).min(1).max(MOST_MEMBERS)])
    .describe('A pair, a country, world, any pair of a country as IRQ-*, or a list of subjects'),
  members: z.array(z.string()).max(MOST_MEMBERS).optional().describe('The subjects, where subject is "list"'),
  indicator: z.enum(INDICATORS).default('tension'),
  comparison: z.enum(COMPARISONS).optional(),
  above: z.union([line, z.boolean()]).optional(),
  below: z.union([line, z.boolean()]).optional(),
  outside: z.tuple([line, line]).optional().describe('Lower and upper edge of the band'),
  record: z.int().optional().describe('Highest since so many days'),
  warn: line.optional().describe('The line; for outside its upper edge, for change how much, for record how many days'),
  critical: line.nullish(),
  band: z.strictObject({ warn: line, critical: line.nullish() }).nullish().describe('Lower edges, for outside'),
  change: z
    .strictObject({
      days: z.int().min(1).max(365),
      unit: z.enum(['points', 'percent']).default('points'),
      direction: z.enum(['up', 'down', 'either']).default('up'),
    })
    .nullish(),
  recover: line.min(0).optional(),
  for: hours.optional().describe('Hours that it must stand beyond the line first'),
  forHours: hours.optional(),
  minReports: z.int().min(0).max(1_000).default(0),
  minOutlets: z.int().min(0).max(1_000).optional(),
  minConflict: z.number().min(0).max(10_000).optional().describe('Points of conflict of the day itself'),
  noData: z.enum(NO_DATA_POLICIES).default(RULE_DEFAULTS.noData),
  quiet: z
    .strictObject({
      from: time,
      to: time,
      timeZone: z.string().default('UTC'),
      holds: z.enum(['warnings', 'all']).default('warnings'),
    })
    .nullish(),
  repeatHours: z.number().min(1).max(720).default(RULE_DEFAULTS.repeatHours),
  channels: z
    .array(z.union([z.string(), z.strictObject({ channelId: z.string(), severities })]))
    .max(20)
    .default([]),
});
type Body = z.infer<typeof thresholdBody>;

/** A line that is only tried. */
export const previewBody = thresholdBody.extend({
  clock: z
    .enum(['recorded', 'published'])
    .optional()
    .describe('When reports count as known; chosen by the data when absent'),
  evidence: z.boolean().optional().describe('Whether the newest episodes come with their words'),
});
export const hindsightBody = z.strictObject({ subject: z.string(), at: z.string().describe('Day of the incident') });

export type ParsedThreshold = { ok: true; threshold: Threshold } | { ok: false; detail: string };

/** A rule that makes no sense; the message says why. */
class Nonsense extends Error {}

/**
 * Reads the body of a threshold and refuses one that makes no sense, saying why. `channels` are the ids of the channels
 * that there are.
 */
export function parseThreshold(
  thresholdId: string,
  value: unknown,
  channels: ReadonlySet<string> = new Set(),
): ParsedThreshold {
  const parsed = thresholdBody.safeParse(value);
  if (!parsed.success) {
    const told = parsed.error.issues.map(issue =>
      [issue.path.join('.'), issue.message].filter(it => it !== '').join(': '),
    );
    return { ok: false, detail: told.join('; ') };
  }
  try {
    return { ok: true, threshold: readRule(thresholdId, parsed.data, channels) };
  } catch (error) {
    if (error instanceof Nonsense) return { ok: false, detail: error.message };
    throw error;
  }
}

function readRule(thresholdId: string, it: Body, channels: ReadonlySet<string>): Threshold {
  const { indicator } = it;
  const watched = readSubject(it);
  const lines = readLines(it);
  const escalates = indicator === 'escalation' && lines.comparison === 'above';
  const minConflict = it.minConflict ?? (escalates ? 5 : RULE_DEFAULTS.minConflict);
  if (minConflict > 0 && !HAS_MASS.has(indicator))
    throw new Nonsense(`minConflict: ${indicator} is not made of a day's conflict; leave it out`);
  if (it.for !== undefined && it.forHours !== undefined && it.for !== it.forHours)
    throw new Nonsense('for: it says another time than forHours');
  if (it.quiet && it.quiet.from === it.quiet.to) throw new Nonsense('quiet: the hours end where they begin');
  if (it.quiet && !isTimeZone(it.quiet.timeZone))
    throw new Nonsense(`quiet: "${it.quiet.timeZone}" is no time zone; write one as Europe/Berlin`);
  return {
    ...RULE_DEFAULTS,
    thresholdId,
    title: it.title || null,
    ...watched,
    indicator,
    ...lines,
    recover: it.recover ?? defaultRecovery(indicator, lines),
    forHours: it.for ?? it.forHours ?? RULE_DEFAULTS.forHours,
    minReports: it.minReports,
    minOutlets: it.minOutlets ?? (escalates ? 2 : RULE_DEFAULTS.minOutlets),
    minConflict,
    noData: it.noData,
    quiet: it.quiet ?? null,
    repeatHours: it.repeatHours,
    channels: it.channels.map(route => {
      const { channelId, severities } =
        typeof route === 'string' ? { channelId: route, severities: ['warning' as const, 'critical' as const] } : route;
      if (!channels.has(channelId))
        throw new Nonsense(
          `channels: there is no channel "${channelId}"; ${channels.size === 0 ? 'none is set' : `there is: ${[...channels].join(', ')}`}`,
        );
      return { channelId, severities: [...new Set(severities)] };
    }),
  };
}

/** Indicators whose readings carry the conflict of the day. */
const HAS_MASS: ReadonlySet<IndicatorName> = new Set<IndicatorName>([
  'tension',
  'conflict',
  'cooperation',
  'conflict-share',
  'escalation',
  'deeds-share',
]);

function readSubject(it: Body): Pick<Threshold, 'subject' | 'members'> {
  const list = Array.isArray(it.subject) ? it.subject : it.subject === WATCH_LIST ? (it.members ?? []) : null;
  if (list !== null) {
    if (list.length === 0) throw new Nonsense('members: a watch-list names at least one subject');
    const members = [...new Set(list.map(text => readOne(text, it.indicator)))];
    return { subject: WATCH_LIST, members };
  }
  const text = String(it.subject);
  if (it.members !== undefined && it.members.length > 0)
    throw new Nonsense('members: only a subject of "list" has them');
  const country = anyPairOf(text.toUpperCase());
  if (country === null) return { subject: readOne(text, it.indicator), members: [] };
  if (!FORMULAS[it.indicator].kinds.includes('dyad'))
    throw new Nonsense(`${it.indicator} is not kept for a pair; there is: ${indicatorsOf('dyad').join(', ')}`);
  return { subject: `${country}-*`, members: [] };
}

function readOne(text: string, indicator: IndicatorName): Subject {
  const subject = parseSubject(text);
  if (subject === null)
    throw new Nonsense(`"${text}" is no subject; name a pair such as IRQ-USA or a country such as IRQ`);
  if (FORMULAS[indicator].kinds.includes(kindOf(subject))) return subject;
  throw new Nonsense(`${indicator} is not kept for ${subject}; there is: ${indicatorsOf(kindOf(subject)).join(', ')}`);
}

type Lines = Pick<Threshold, 'comparison' | 'warn' | 'critical' | 'band' | 'change'>;

function readLines(it: Body): Lines {
  const named = (['above', 'below', 'outside', 'record'] as const).filter(
    key => it[key] !== undefined && it[key] !== false,
  );
  const comparison = it.comparison ?? named[0] ?? (it.change ? 'change' : undefined);
  if (comparison === undefined || named.length > 1 || (named[0] !== undefined && named[0] !== comparison))
    throw new Nonsense('say one of "above" and "below", "outside", "record" or "change", as comparison');
  const short = comparison === 'change' ? undefined : it[comparison];
  const warn = it.warn ?? (Array.isArray(short) ? short[1] : typeof short === 'number' ? short : undefined);
  if (warn === undefined) throw new Nonsense('warn: the number of the line is missing');
  const critical = it.critical ?? null;
  if (it.change && comparison !== 'change') throw new Nonsense(`change: a line ${comparison} has no span`);
  if (it.band && comparison !== 'outside') throw new Nonsense(`band: a line ${comparison} has one edge`);
  const lines = { comparison, warn, critical, band: null, change: null };
  const isWorse = comparison === 'below' ? (a: number, b: number) => a < b : (a: number, b: number) => a > b;
  if (critical !== null && !isWorse(critical, warn))
    throw new Nonsense(`critical: it must lie ${comparison === 'below' ? 'under' : 'over'} the warning at ${warn}`);
  switch (comparison) {
    case 'above':
    case 'below':
      return readLevel(it.indicator, lines);
    case 'outside':
      return readBand(it, lines, Array.isArray(short) ? short[0] : undefined);
    case 'record':
      if (![warn, critical ?? warn].every(days => Number.isInteger(days) && days >= 2 && days <= 3_650))
        throw new Nonsense('record: it is a whole number of days, 2 to 3,650');
      return lines;
    case 'change':
      if (!it.change) throw new Nonsense('change: say over how many days');
      if (warn <= 0) throw new Nonsense('warn: a change is more than 0; its direction says which way');
      if (it.change.unit === 'percent' && FORMULAS[it.indicator].min !== 0)
        throw new Nonsense(`change: ${it.indicator} has no zero to take percent of; say points`);
      return { ...lines, change: it.change };
  }
}

function readLevel(indicator: IndicatorName, lines: Lines): Lines {
  inRange(indicator, lines.warn, 'warn');
  if (lines.critical !== null) inRange(indicator, lines.critical, 'critical');
  const { min, max } = FORMULAS[indicator];
  const end = lines.comparison === 'above' ? min : max;
  if (lines.warn === end)
    throw new Nonsense(`warn: every reading is ${lines.comparison} ${end} or on it; it would never clear`);
  return lines;
}

function readBand(it: Body, lines: Lines, low: number | undefined): Lines {
  const band = it.band ?? (low === undefined ? null : { warn: low });
  if (band === null) throw new Nonsense('band: the lower edge is missing');
  const critical = band.critical ?? null;
  for (const edge of [lines.warn, lines.critical, band.warn, critical])
    if (edge !== null) inRange(it.indicator, edge, 'band');
  if (band.warn >= lines.warn)
    throw new Nonsense(`band: its lower edge ${band.warn} must lie under the upper one, ${lines.warn}`);
  if (critical !== null && critical >= band.warn)
    throw new Nonsense(`band: critical must lie under the warning edge at ${band.warn}`);
  return { ...lines, band: { warn: band.warn, critical } };
}

function inRange(indicator: IndicatorName, value: number, name: string): void {
  if (!isInRange(indicator, value)) throw new Nonsense(`${name}: ${indicator} is ${FORMULAS[indicator].range}`);
}

function defaultRecovery(indicator: IndicatorName, { comparison, warn }: Lines): number {
  // days and percent are other units than the indicator's own
  if (comparison === 'record' || comparison === 'change') return warn / 4;
  return FORMULAS[indicator].recover;
}
