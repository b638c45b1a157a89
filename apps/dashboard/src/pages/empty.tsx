import type { StatusAnswer } from '@tensiometer/core/wire/api.ts';
import { LoadDemo } from './demo-command.tsx';
import { PushHow } from './first-report.tsx';
import { count } from './format.ts';

/** What stands in place of the ranking while nothing is counted; it says which of the four reasons holds. */
export function Empty({
  status,
  ingestUrl,
  demoAvailable,
}: {
  status: StatusAnswer;
  ingestUrl: string;
  demoAvailable: boolean;
}) {
  if (status.received === 0) return <NoReports ingestUrl={ingestUrl} demoAvailable={demoAvailable} />;
  if (status.pending > 0) {
    return (
      <section class="empty" data-empty="pending">
        <h1>{count(status.pending, 'report')} still being read</h1>
        <p class="lead">
          {count(status.received, 'report')} arrived, {status.coded + status.notCoded} read so far. The ranking stands
          here as soon as the first act is counted. <a href="/reports?status=pending">See what waits</a>
        </p>
      </section>
    );
  }
  if (status.failed > 0 && status.coded === 0) {
    return (
      <section class="empty" data-empty="failed">
        <h1>
          {status.failed === status.received
            ? 'No report could be read'
            : `${count(status.failed, 'report')} could not be read`}
        </h1>
        <p class="lead">
          {count(status.received, 'report')} arrived, {status.failed} failed, {status.notCoded} held no event. Each says
          why, and can be tried again. <a href="/reports?status=failed">See the failed reports</a>
        </p>
      </section>
    );
  }
  return (
    <section class="empty" data-empty="no-events">
      <h1>
        {status.received === 1
          ? 'One report, no event'
          : `${count(status.received, 'report')}, no event between countries`}
      </h1>
      <p class="lead">
        Everything that arrived was read, and nothing in it was an act that counts. That is not a zero: there is no
        reading. <a href="/reports?status=not-coded">See why, report by report</a>
      </p>
      <PushHow ingestUrl={ingestUrl} />
    </section>
  );
}

function NoReports({ ingestUrl, demoAvailable }: { ingestUrl: string; demoAvailable: boolean }) {
  return (
    <section class="empty" data-empty="no-reports">
      <h1>No report has arrived</h1>
      <p class="lead">Push the first one. It is read within a second, and this page fills without being reloaded.</p>
      <PushHow ingestUrl={ingestUrl} />
      {demoAvailable ? (
        <>
          <h2>Or look at it at work</h2>
          <p class="lead">
            The demo pushes more than a hundred invented reports about real countries in the winter of 2023 to 2024.
            They arrive live, are hatched and named as demo wherever they count, and leave without a trace in the
            readings when you remove them.
          </p>
          <LoadDemo primary />
        </>
      ) : null}
    </section>
  );
}
