import { FORMULAS } from './indicator.ts';
import { recoveryLine } from './measure.ts';
import type { Threshold } from './threshold.ts';

/** A number without decimals that say nothing, with a true minus. */
function number(value: number): string {
  const text = String(Math.round(Math.abs(value) * 100) / 100);
  return value < 0 ? `\u2212${text}` : text;
}

function hours(n: number): string {
  if (n >= 48 && n % 24 === 0) return `${n / 24} days`;
  return `${number(n)} ${n === 1 ? 'hour' : 'hours'}`;
}

/** What a rule does, in plain words. `subject` is what it watches, as people call it. */
export function ruleSentence(rule: Threshold, subject: string): string {
  const first = `Warn when ${conditionWords(rule, subject)}${criticalWords(rule)}${waitWords(rule)}.`;
  return [first, clearWords(rule), ...manners(rule)].join(' ');
}

/** When it warns, without the waiting: "tension of Iraq–United States is at or above 40". */
function conditionWords(rule: Threshold, subject: string): string {
  const what = `${FORMULAS[rule.indicator].label.toLowerCase()} of ${subject}`;
  switch (rule.comparison) {
    case 'above':
      return `${what} is at or above ${number(rule.warn)}`;
    case 'below':
      return `${what} is at or below ${number(rule.warn)}`;
    case 'outside':
      return `${what} leaves the band from ${number(rule.band?.warn ?? 0)} to ${number(rule.warn)}`;
    case 'record':
      return `${what} is the highest in ${number(rule.warn)} days`;
    case 'change': {
      const { days = 1, unit = 'points', direction = 'up' } = rule.change ?? {};
      const verb = direction === 'up' ? 'rises' : direction === 'down' ? 'falls' : 'moves';
      const by = `${number(rule.warn)}${unit === 'percent' ? ' %' : ' points'}`;
      return `${what} ${verb} by ${by} or more within ${days === 1 ? 'a day' : `${days} days`}`;
    }
  }
}

function criticalWords({ comparison, critical, band }: Threshold): string {
  const lower = band?.critical ?? null;
  if (comparison === 'outside' && (critical !== null || lower !== null)) {
    const sides = [
      critical === null ? '' : `above ${number(critical)}`,
      lower === null ? '' : `below ${number(lower)}`,
    ];
    return `, critical ${sides.filter(side => side !== '').join(' or ')}`;
  }
  if (critical === null) return '';
  return comparison === 'record'
    ? `, critical when in ${number(critical)} days`
    : `, critical from ${number(critical)}`;
}

function waitWords({ forHours, minReports, minOutlets, minConflict }: Threshold): string {
  const least = [
    minReports > 0 ? `${minReports} ${minReports === 1 ? 'report' : 'reports'}` : '',
    minOutlets > 0 ? `${minOutlets} ${minOutlets === 1 ? 'outlet' : 'outlets'}` : '',
    minConflict > 0 ? `${number(minConflict)} points of conflict that day` : '',
  ].filter(part => part !== '');
  const held = forHours > 0 ? ` for ${hours(forHours)}` : '';
  return `${held}${least.length === 0 ? '' : `, with at least ${least.join(' and ')}`}`;
}

function clearWords(rule: Threshold): string {
  if (rule.comparison === 'below') return `Clear above ${number(recoveryLine(rule))}.`;
  if (rule.comparison === 'outside') return `Clear back inside by ${number(rule.warn - recoveryLine(rule))}.`;
  if (rule.comparison === 'record') return `Clear when it was as high within ${number(recoveryLine(rule))} days.`;
  return `Clear under ${number(recoveryLine(rule))}.`;
}

function manners(rule: Threshold): string[] {
  const { noData, quiet, repeatHours } = rule;
  return [
    noData === 'alert' ? 'Say so when no reports arrive.' : noData === 'ignore' ? 'Clear when no reports arrive.' : '',
    quiet === null
      ? ''
      : `Hold ${quiet.holds === 'all' ? 'every message' : 'warnings'} from ${quiet.from} to ${quiet.to} ${quiet.timeZone}.`,
    repeatHours === 24 ? '' : `Repeat every ${hours(repeatHours)}.`,
  ].filter(part => part !== '');
}
