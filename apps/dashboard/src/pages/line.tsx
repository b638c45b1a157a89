import { kindOf, parseSubject } from '@tensiometer/core/domain/subject.ts';
import type { Threshold } from '@tensiometer/core/domain/threshold.ts';
import type { BacktestAnswer, ThresholdView } from '@tensiometer/core/wire/api.ts';
import { subjectAddress } from './addresses.ts';
import { BacktestStrip } from './backtest-strip.tsx';
import { momentText } from './format.ts';
import { LineForm } from './line-form.tsx';

export type LinePageProps = {
  rule: Threshold;
  /** The line as it is set; null while it is only tried. */
  set: ThresholdView | null;
  /** What it watches, as people call it. */
  name: string;
  sentence: string;
  answer: BacktestAnswer | null;
};

/** A line by itself: its sentence, what it would have done, and the form that changes it. */
export function LinePage({ rule, set, name, sentence, answer }: LinePageProps) {
  const subject = parseSubject(rule.subject);
  return (
    <main id="main" class="page" data-line={rule.thresholdId}>
      <p class="crumb">
        <a href="/alerts">Alerts</a> /{' '}
        {subject !== null && kindOf(subject) !== 'world' ? <a href={subjectAddress(subject)}>{name}</a> : name}
      </p>
      <h1 class="page-title">{rule.title ?? 'Alert line'}</h1>
      <p class="say">{sentence}</p>
      {set === null ? (
        <p class="meta">It is only tried here; nothing is saved.</p>
      ) : (
        <p class="meta">
          Version {set.version}. Saved by {set.set.by} on {momentText(set.set.at)} UTC.
          {set.silence === null
            ? ''
            : ` Silenced until ${momentText(set.silence.until)} UTC by ${set.silence.by}: ${set.silence.reason || 'no reason given'}.`}
        </p>
      )}
      <div id="backtest" aria-live="polite">
        {answer === null ? null : <BacktestStrip answer={answer} />}
      </div>
      <LineForm subject={{ subject: rule.subject, name }} choices={[]} rule={rule} />
      {set === null ? null : (
        <form method="post" action={`/lines/${encodeURIComponent(rule.thresholdId)}/remove`} class="save">
          <button class="btn" type="submit">
            Remove this line
          </button>
        </form>
      )}
    </main>
  );
}
