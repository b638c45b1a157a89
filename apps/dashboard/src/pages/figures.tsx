import type { Day } from '@tensiometer/core/domain/day.ts';
import type { SubjectSummary } from '@tensiometer/core/wire/api.ts';
import { subjectAddress } from './addresses.ts';
import { AlertState } from './alert-state.tsx';
import { Change } from './change.tsx';
import { count, fixed, longDay, shortDay } from './format.ts';
import type { DayReading } from './readings.ts';

export type FiguresProps = { subject: SubjectSummary; day: Day; today: Day; reading: DayReading | null };

/** The numbers of a subject at the day where its page stands. */
export function Figures({ subject, day, today, reading }: FiguresProps) {
  return (
    <>
      {day < today ? (
        <p class="band">
          <b>Latest data: {longDay(day)}.</b> The numbers stand at that day.
        </p>
      ) : null}
      <dl class="figs">
        <div class="lead-fig">
          <dt>Tension, 0 to 100, on {shortDay(day)}</dt>
          <dd class="num" data-figure="tension">
            {subject.tension === null ? (
              <span class="none">no reading</span>
            ) : (
              <a href={subjectAddress(subject.subject, { at: day })} data-open-day={day}>
                {fixed(subject.tension, 1)}
                <small>see why</small>
              </a>
            )}
          </dd>
        </div>
        <div>
          <dt>In a week</dt>
          <dd>
            <Change value={subject.change} digits={1} />
          </dd>
        </div>
        <div>
          <dt>Line</dt>
          <dd class="word">
            <AlertState subject={subject} />
          </dd>
        </div>
        <div>
          <dt>Conflict that day</dt>
          <dd class="num c">
            <Mass value={reading?.conflict ?? null} />
          </dd>
        </div>
        <div>
          <dt>Cooperation that day</dt>
          <dd class="num k">
            <Mass value={reading?.cooperation ?? null} />
          </dd>
        </div>
        <div>
          <dt>Coverage</dt>
          <dd class="word" data-figure="coverage">
            {coverageTitle(subject)}
            <span class="meta">{coverageSentence(subject)}</span>
          </dd>
        </div>
      </dl>
    </>
  );
}

function Mass({ value }: { value: number | null }) {
  if (value === null) return <span class="none">none</span>;
  return <>{fixed(value, 1)}</>;
}

function coverageTitle(subject: SubjectSummary): string {
  switch (subject.coverage) {
    case 'ok':
      return 'Enough';
    case 'low':
      return 'Low';
    case 'none':
      return 'None';
  }
}

/** Coverage in words: what the reading rests on. */
export function coverageSentence({
  coverage,
  reports,
  outlets,
}: Pick<SubjectSummary, 'coverage' | 'reports' | 'outlets'>): string {
  if (coverage === 'none') return 'no report in 14 days, so no reading';
  const rests = `${count(reports, 'report')} of ${count(outlets, 'outlet')} in 14 days`;
  return coverage === 'low' ? `${rests}, drawn hollow` : rests;
}
