import { recoveryLine } from '@tensiometer/core/domain/measure.ts';
import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import { subjectAddress } from './addresses.ts';
import { lineText, SeverityMark, standingWord } from './alert-state.tsx';
import { fixed, momentText } from './format.ts';

/** A line as a sentence: when it warns, when it is critical, when it clears. */
function lineSentence(
  line: Pick<ThresholdView, 'indicator' | 'comparison' | 'warn' | 'critical' | 'recover' | 'band'>,
): string {
  const critical = line.critical === null ? '' : `, critical from ${lineText(line.critical)}`;
  const back = line.comparison === 'above' ? 'under' : 'over';
  return `Warn when ${line.indicator} is ${lineText(line.warn)} or ${line.comparison === 'above' ? 'higher' : 'lower'}${critical}. Clear ${back} ${lineText(recoveryLine(line))}.`;
}

/** The lines that are set, each with where the value stands now and a way to remove it. */
export function LineList({ lines, named }: { lines: readonly ThresholdView[]; named: boolean }) {
  if (lines.length === 0) {
    return (
      <p class="say-none">
        {named
          ? 'No line is set. An alert is a line on a chart: set one here or under a chart.'
          : 'No line is set on it yet.'}
      </p>
    );
  }
  return (
    <ul class="lines">
      {lines.map(line => (
        <li data-line={line.thresholdId}>
          <p class="line-words">
            {named ? (
              <a href={subjectAddress(line.subject)}>
                <bdi>{line.name}</bdi>
              </a>
            ) : null}
            {named ? ' ' : ''}
            <span>{lineSentence(line)}</span>
          </p>
          <p class="line-state">
            {line.alert === null ? (
              <span>
                {line.value === null
                  ? 'No reading today'
                  : `${standingWord(line.comparison, line.value, line.warn)}, now `}
                {line.value === null ? null : <b class="num">{fixed(line.value, 1)}</b>}
              </span>
            ) : (
              <>
                <SeverityMark severity={line.alert.severity} />
                <span class="meta">since {momentText(line.alert.since)} UTC</span>
              </>
            )}
          </p>
          <p class="line-do">
            <button type="button" class="link needs-script" data-remove-line={line.thresholdId}>
              Remove<span class="vh"> this line</span>
            </button>
          </p>
        </li>
      ))}
    </ul>
  );
}
