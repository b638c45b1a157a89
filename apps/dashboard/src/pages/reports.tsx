import type { ReportRow, ReportsAnswer, StatusAnswer } from '@tensiometer/core/wire/api.ts';
import { reportAddress } from './addresses.ts';
import { DemoMark } from './demo-mark.tsx';
import { count, dayOfInstant, secondsText, shortDay, whole } from './format.ts';
import { Retry } from './retry.tsx';
import { reasonText, statusText } from './words.ts';

export type ReportStatus = 'pending' | 'coded' | 'not-coded' | 'failed';
export const REPORT_STATUSES: readonly ReportStatus[] = ['pending', 'coded', 'not-coded', 'failed'];

const FILTERS: Record<ReportStatus, string> = {
  pending: 'Being read',
  coded: 'With events',
  'not-coded': 'Without',
  failed: 'Failed',
};
const NOTHING: Record<ReportStatus | 'all', string> = {
  all: 'No report has arrived yet. The overview says how to push one.',
  pending: 'Nothing waits: every report that arrived was read.',
  coded: 'No report with an event yet.',
  'not-coded': 'No report without an event.',
  failed: 'None failed.',
};

export type ReportsProps = {
  answer: ReportsAnswer;
  /** Null on a page of the past: what is counted is always of now. */
  status: StatusAnswer | null;
  filter: ReportStatus | null;
  continued: boolean;
  /** As the address says it; null for what is known now. */
  asOf: string | null;
};

/** Every report, newest first, with what became of it. */
export function ReportsPage({ answer, status, filter, continued, asOf }: ReportsProps) {
  const address = (state: { status?: string | null; cursor?: string }) => {
    const given = Object.entries({ ...state, asOf }).filter((it): it is [string, string] => typeof it[1] === 'string');
    return given.length === 0 ? '/reports' : `/reports?${new URLSearchParams(given)}`;
  };
  const numbers: Record<ReportStatus, number> | null = status && {
    pending: status.pending,
    coded: status.coded,
    'not-coded': status.notCoded,
    failed: status.failed,
  };
  return (
    <main id="main" class="page">
      <h1 class="page-title">Reports</h1>
      <div class="head">
        <nav class="tabs" aria-label="Status">
          <a href={address({})} aria-current={filter === null ? 'true' : undefined}>
            All {status && <span class="num">{whole(status.received)}</span>}
          </a>
          {REPORT_STATUSES.map(name => (
            <a href={address({ status: name })} aria-current={filter === name ? 'true' : undefined}>
              {FILTERS[name]} {numbers && <span class="num">{whole(numbers[name])}</span>}
            </a>
          ))}
        </nav>
        <p class="meta right">
          {continued ? <a href={address({ status: filter })}>Back to the newest</a> : 'newest first, times in UTC'}
        </p>
      </div>
      <p class="newer" id="newer" hidden role="status">
        <a href={address({ status: filter })}>Newer reports have arrived. Show them</a>
      </p>
      {answer.reports.length === 0 ? (
        <p class="say-none">{NOTHING[filter ?? 'all']}</p>
      ) : (
        <ol class="report-list">
          {answer.reports.map(report => (
            <Row report={report} />
          ))}
        </ol>
      )}
      {answer.next === null ? null : (
        <p class="more">
          <a class="btn" href={address({ status: filter, cursor: answer.next })}>
            Older reports
          </a>
        </p>
      )}
    </main>
  );
}

function Row({ report }: { report: ReportRow }) {
  const reason = reasonText(report);
  const failed = report.status === 'failed';
  return (
    <li data-report={report.reportId} data-status={report.status}>
      <p class="when num">
        <time datetime={report.receivedAt}>
          {shortDay(dayOfInstant(report.receivedAt))}, {secondsText(report.receivedAt)}
        </time>
      </p>
      <div class="what">
        <a class="headline" href={reportAddress(report.reportId)}>
          <bdi>{report.title === '' ? 'Untitled report' : report.title}</bdi>
        </a>
        <p class="meta">
          <bdi>{report.outlet}</bdi>
          {report.publishedAt === null ? '' : `, published ${shortDay(dayOfInstant(report.publishedAt))}`}
          {report.demo ? ' ' : ''}
          {report.demo ? <DemoMark words="demo" /> : null}
        </p>
      </div>
      <div class="fate">
        <p class={failed ? 'c state-word' : 'state-word'}>
          {report.events > 0
            ? count(report.events, 'event')
            : statusText(report.status === 'counted' ? 'not-coded' : report.status)}
        </p>
        {report.events > 0 || reason === null ? null : <p class="meta">{reason}</p>}
        {failed ? <Retry reportId={report.reportId} title={report.title} /> : null}
      </div>
    </li>
  );
}
