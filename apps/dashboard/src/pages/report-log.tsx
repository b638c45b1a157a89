import type { ReportView } from '@tensiometer/core/wire/api.ts';
import { dayOfInstant, elapsed, secondsText, shortDay, whole } from './format.ts';
import { statusText } from './words.ts';

type Step = { name: string; note: string };

/** The way of a report in steps, with the time from its arrival to each. */
function pathOf(report: ReportView): Step[] {
  const start = Date.parse(report.receivedAt);
  const since = (instant: string) => elapsed(Date.parse(instant) - start);
  const find = (type: string) => report.log.findLast(entry => entry.type === type);
  const steps: Step[] = [
    { name: 'Received', note: `${shortDay(dayOfInstant(report.receivedAt))}, ${secondsText(report.receivedAt)} UTC` },
  ];
  const read = find('ReportCoded') ?? find('ReportNotCoded');
  const failed = find('ReportFailed');
  if (read === undefined && failed === undefined) {
    steps.push({
      name: statusText(report.status === 'received' ? 'queued' : report.status),
      note: report.attempts > 0 ? `attempt ${report.attempts}` : '',
    });
    return steps;
  }
  if (read === undefined && failed !== undefined) {
    steps.push({ name: 'Failed', note: `${since(failed.recordedAt)}, ${report.attempts} attempts` });
    return steps;
  }
  if (read !== undefined) {
    const coder = report.coder === null ? '' : `, ${report.coder.name} ${report.coder.version}`;
    steps.push({
      name: read.type === 'ReportCoded' ? 'Coded' : 'Read, no event',
      note: `${since(read.recordedAt)}${coder}`,
    });
  }
  if (report.status === 'counted') {
    steps.push({ name: 'Counted', note: `log ${whole(read?.position ?? report.position ?? 0)}` });
  }
  return steps;
}

export function ReportPath({ report }: { report: ReportView }) {
  return (
    <ol class="path" aria-label="What happened to this report">
      {pathOf(report).map(step => (
        <li>
          <b>{step.name}</b> <span class="num">{step.note}</span>
        </li>
      ))}
    </ol>
  );
}

/** The report's own entries of the log, oldest first. */
export function ReportLog({ report }: { report: ReportView }) {
  return (
    <section class="log-wrap" aria-labelledby="log-head">
      <div class="head">
        <h2 id="log-head">Log</h2>
      </div>
      <ol class="log">
        {report.log.map(entry => (
          <li>
            <p class="n num">
              <span>{whole(entry.position)}</span>
              <time datetime={entry.recordedAt}>
                {shortDay(dayOfInstant(entry.recordedAt))}, {secondsText(entry.recordedAt)}
              </time>
            </p>
            <p class="e">{entry.type}</p>
            <p>{entry.summary}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
