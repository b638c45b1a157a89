import { FORMULAS, INDICATORS, isInRange } from '@tensiometer/core/domain/indicator.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import { COMPARISONS, NO_DATA_POLICIES } from '@tensiometer/core/domain/threshold.ts';

/** The body of a line as the API takes it, under the id that it is stored by. */
export type ReadLine = { ok: true; thresholdId: string; body: Record<string, unknown> } | { ok: false; words: string };

/**
 * Reads the form of a line. The id follows from what the line says, so that setting it twice is one line; a form that
 * changes a line carries its id. What only the server can judge is left to it.
 */
export function readLine(form: FormData, on: Subject | null): ReadLine {
  const subject = text(form, 'subject') || (on ?? '');
  const indicator = INDICATORS.find(name => name === text(form, 'indicator')) ?? 'tension';
  const comparison = COMPARISONS.find(name => name === text(form, 'comparison')) ?? 'above';
  const [warn, critical, low] = [number(form, 'warn'), number(form, 'critical'), number(form, 'low')];
  if (subject === '') return { ok: false, words: 'Choose a subject for the line.' };
  if (warn === null) return { ok: false, words: 'Say the number that the line stands at.' };
  if (
    (comparison === 'above' || comparison === 'below') &&
    [warn, critical ?? warn].some(it => !isInRange(indicator, it))
  ) {
    const { label, range } = FORMULAS[indicator];
    return { ok: false, words: `${label} goes from ${range}; put the line inside.` };
  }
  if (critical !== null && (comparison === 'below' ? critical >= warn : critical <= warn)) {
    const side = comparison === 'below' ? 'below' : 'above';
    return { ok: false, words: `The critical line must stand ${side} the warning line.` };
  }
  if (comparison === 'outside' && low === null) return { ok: false, words: 'Say the lower edge of the band.' };
  const members = text(form, 'members')
    .split(',')
    .filter(it => it !== '');
  const [from, to] = [text(form, 'quietFrom'), text(form, 'quietTo')];
  const made = [subject, indicator, comparison, String(warn).replace('.', '_')]
    .join('-')
    .replaceAll('*', 'any')
    .toLowerCase();
  return {
    ok: true,
    thresholdId: text(form, 'thresholdId') || made,
    body: {
      subject,
      ...(members.length > 0 ? { members } : {}),
      ...(text(form, 'title') === '' ? {} : { title: text(form, 'title') }),
      indicator,
      comparison,
      warn,
      critical,
      ...(comparison === 'outside' ? { band: { warn: low } } : {}),
      ...(comparison === 'change' ? { change: changeOf(form) } : {}),
      ...given('recover', number(form, 'recover')),
      for: number(form, 'for') ?? 0,
      ...given('minReports', number(form, 'minReports')),
      ...given('minOutlets', number(form, 'minOutlets')),
      noData: NO_DATA_POLICIES.find(it => it === text(form, 'noData')) ?? 'keep',
      ...(from !== '' && to !== '' ? { quiet: { from, to, timeZone: text(form, 'timeZone') || 'UTC' } } : {}),
      ...given('repeatHours', number(form, 'repeatHours')),
      channels: routesOf(form),
    },
  };
}

function changeOf(form: FormData): object {
  const direction = text(form, 'direction');
  return {
    days: number(form, 'days') ?? 7,
    unit: text(form, 'unit') === 'percent' ? 'percent' : 'points',
    direction: direction === 'down' || direction === 'either' ? direction : 'up',
  };
}

/** Ticked boxes are named `desk:warning`. */
function routesOf(form: FormData): { channelId: string; severities: string[] }[] {
  const routes = new Map<string, string[]>();
  for (const ticked of form.getAll('channel')) {
    const [channelId = '', severity = ''] = String(ticked).split(':');
    routes.set(channelId, [...(routes.get(channelId) ?? []), severity]);
  }
  return [...routes].map(([channelId, severities]) => ({ channelId, severities }));
}

function given(name: string, value: number | null): Record<string, number> {
  return value === null ? {} : { [name]: value };
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

function number(form: FormData, name: string): number | null {
  const written = text(form, name);
  const value = Number(written.replace(',', '.'));
  return written === '' || !Number.isFinite(value) ? null : value;
}
