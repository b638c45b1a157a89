import type { Day } from '@tensiometer/core/domain/day.ts';
import { FORMULAS, type IndicatorName } from '@tensiometer/core/domain/indicator.ts';
import type { SubjectSummary } from '@tensiometer/core/wire/api.ts';
import { AlertState } from './alert-state.tsx';
import { Change } from './change.tsx';
import { count, fixed, longDay, shortDay } from './format.ts';
import { decimalsOf } from './indicator-words.ts';

/** What stands above the chart. `tension` is the value of `indicator`, the one that is drawn large, on `day`. */
export type FiguresProps = Pick<
  SubjectSummary,
  'subject' | 'name' | 'day' | 'tension' | 'change' | 'coverage' | 'reports' | 'outlets' | 'alert' | 'line'
> & { indicator: IndicatorName; today: Day; conflict: number | null; cooperation: number | null };

/** The numbers of a subject at the day where its page stands. `why` is the address that opens what is behind them. */
export function Figures({ figures, why }: { figures: FiguresProps; why: string }) {
  const { indicator, day, today, tension: value } = figures;
  return (
    <>
      {day < today ? (
        <p class="band">
          <b>Latest data: {longDay(day)}.</b> The numbers stand at that day.
        </p>
      ) : null}
      <dl class="figs">
        <div class="lead-fig">
          <dt>
            {FORMULAS[indicator].label}
            {indicator === 'tension' ? ', 0 to 100' : ''}, on {shortDay(day)}
          </dt>
          <dd class="num" data-figure={indicator}>
            {value === null ? (
              <span class="none">no reading</span>
            ) : (
              <a href={why} data-open-day={day}>
                {fixed(value, decimalsOf(indicator))}
                <small>see why</small>
              </a>
            )}
          </dd>
        </div>
        <div>
          <dt>In a week</dt>
          <dd>
            <Change value={figures.change} digits={decimalsOf(indicator)} />
          </dd>
        </div>
        <div>
          <dt>Line</dt>
          <dd class="word">
            <AlertState subject={figures} />
          </dd>
        </div>
        <div class="mass-fig">
          <dt>Conflict that day</dt>
          <dd class="num c">
            <Mass value={figures.conflict} />
          </dd>
        </div>
        <div class="mass-fig">
          <dt>Cooperation that day</dt>
          <dd class="num k">
            <Mass value={figures.cooperation} />
          </dd>
        </div>
        <div>
          <dt>Coverage</dt>
          <dd class="word" data-figure="coverage">
            {coverageTitle(figures)}
            <span class="meta">{coverageSentence(figures)}</span>
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

function coverageTitle(subject: Pick<SubjectSummary, 'coverage'>): string {
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
