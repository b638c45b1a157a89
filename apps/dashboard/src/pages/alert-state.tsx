import type { Severity } from '@tensiometer/core/domain/alert-event.ts';
import type { Comparison } from '@tensiometer/core/domain/threshold.ts';
import type { SubjectSummary } from '@tensiometer/core/wire/api.ts';
import { subjectAddress } from './addresses.ts';
import { clockText, dayOfInstant, dayText, fixed, shortDay } from './format.ts';
import { Glyph } from './glyph.tsx';

/** A number of a line as it was set: without decimals that say nothing. */
export function lineText(value: number): string {
  return fixed(value, Number.isInteger(value) ? 0 : 1);
}

/** Severity as shape and word: a full diamond is critical, a half one is a warning. */
export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <span class={`state-mark ${severity === 'critical' ? 'c' : 'w'}`}>
      <Glyph name={severity} />
      {severity === 'critical' ? 'Critical' : 'Warning'}
    </span>
  );
}

type Standing = Pick<SubjectSummary, 'subject' | 'name' | 'day' | 'tension' | 'alert' | 'line'>;

/** How a subject stands to the lines set on it. */
export function AlertState({ subject }: { subject: Standing }) {
  if (subject.alert !== null) {
    return (
      <>
        <SeverityMark severity={subject.alert.severity} />
        <span class="meta num">since {sinceText(subject.alert.since, subject.day)}</span>
      </>
    );
  }
  if (subject.line === null) {
    return (
      <a class="link" href={`${subjectAddress(subject.subject)}#lines`}>
        Set a line<span class="vh"> on {subject.name}</span>
      </a>
    );
  }
  const { comparison, warn } = subject.line;
  return (
    <>
      {subject.tension === null ? 'No reading' : standingWord(comparison, subject.tension, warn)}
      <span class="meta">
        {comparison === 'above' ? 'line at' : 'lower line at'} {lineText(warn)}
      </span>
    </>
  );
}

/** "28 Jan, 08:00", with the year instead of the time when it was another year than that of `day`. */
function sinceText(since: string, day: string): string {
  const began = dayOfInstant(since);
  return began.slice(0, 4) === day.slice(0, 4) ? `${shortDay(began)}, ${clockText(since)}` : dayText(began);
}

/** Above or below the line in words; being beyond it without an alert happens where the reading is not of today. */
export function standingWord(comparison: Comparison, value: number, warn: number): string {
  if (comparison === 'above') return value >= warn ? 'Over the line' : 'Below';
  if (comparison === 'below') return value <= warn ? 'Under the line' : 'Above';
  return 'Quiet';
}
