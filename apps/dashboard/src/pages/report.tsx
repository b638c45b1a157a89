import type { ReportView } from '@tensiometer/core/wire/api.ts';
import { AddEvent } from './correct.tsx';
import { Corrections, RejectedActs } from './corrections.tsx';
import { DemoMark } from './demo-mark.tsx';
import { AsideActs, CodedActs } from './report-acts.tsx';
import { ReportLog, ReportPath } from './report-log.tsx';
import { nameActs } from './report-marks.ts';
import { ReportText } from './report-text.tsx';
import { Retry } from './retry.tsx';
import { reasonText } from './words.ts';

/** True while the worker has not finished with a report. */
function isPending(report: Pick<ReportView, 'status'>): boolean {
  return report.status === 'received' || report.status === 'queued';
}

/** One report from its arrival to the numbers that came of it. */
export function ReportPage({ report }: { report: ReportView }) {
  const { coded, aside, rejected } = nameActs(report);
  return (
    <main
      id="main"
      data-report={report.reportId}
      data-status={report.status}
      data-pending={isPending(report) ? 'yes' : 'no'}
    >
      <div class="rep-top">
        <p class="crumb">
          <a href="/reports">Reports</a> / <span class="num">{report.reportId.slice(0, 8)}</span>
          {report.demo ? ' ' : ''}
          {report.demo ? <DemoMark words="Demo report, invented" /> : null}
        </p>
        <ReportPath report={report} />
        <Outcome report={report} />
      </div>
      <div class="rep">
        <article class="art">
          <ReportText report={report} acts={[...coded, ...aside]} />
        </article>
        <div>
          <CodedActs acts={coded} />
          <RejectedActs acts={rejected} corrections={report.corrections} />
          {report.text === null ? null : <AddEvent of={report} />}
          <AsideActs acts={aside} />
        </div>
        <div>
          <Corrections report={report} />
          <ReportLog report={report} />
        </div>
      </div>
    </main>
  );
}

function Outcome({ report }: { report: ReportView }) {
  const reason = reasonText(report);
  if (report.status === 'failed') {
    return (
      <div class="band failed">
        <b>Could not be read.</b> {reason} Its text is kept as it came.{' '}
        <Retry reportId={report.reportId} title={report.title ?? 'this report'} />
      </div>
    );
  }
  if (isPending(report))
    return <p class="band quiet">Still being read. This page shows the result as soon as there is one.</p>;
  if (report.events.length > 0 || reason === null) return null;
  return (
    <p class="band quiet">
      <b>No event.</b> {reason}
    </p>
  );
}
