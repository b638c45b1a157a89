import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import { alertAddress, lineAddress, subjectAddress } from './addresses.ts';
import { SeverityMark, standingWord } from './alert-state.tsx';
import { fixed, momentText } from './format.ts';

/** The lines that are set, each with where the value stands now, whether it is silenced, and ways to change it. */
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
            {line.title === null ? null : (
              <>
                <b>{line.title}.</b>{' '}
              </>
            )}
            {line.subject.length === 7 && !line.subject.includes('*') && named ? (
              <a href={subjectAddress(line.subject)} class="vh">
                {line.name}
              </a>
            ) : null}
            <span>{line.sentence}</span>
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
              <a href={alertAddress(line.alert.alertId)}>
                <SeverityMark severity={line.alert.severity} />
                <span class="meta">
                  since {momentText(line.alert.since)} UTC{line.standing > 1 ? `, on ${line.standing} subjects` : ''}
                </span>
              </a>
            )}
            {line.silence === null ? null : (
              <span class="meta silenced">silenced until {momentText(line.silence.until)} UTC</span>
            )}
          </p>
          <p class="line-do">
            <a class="link" href={lineAddress(line.thresholdId)}>
              Edit<span class="vh"> this line</span>
            </a>
            <button type="button" class="link needs-script" data-remove-line={line.thresholdId}>
              Remove<span class="vh"> this line</span>
            </button>
          </p>
        </li>
      ))}
    </ul>
  );
}
