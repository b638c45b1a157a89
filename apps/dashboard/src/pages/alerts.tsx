import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { AlertView, ThresholdView } from '@tensiometer/core/wire/api.ts';
import { reportAddress, subjectAddress } from './addresses.ts';
import { isStanding, standingAlerts } from './alert-bar.tsx';
import { lineText, SeverityMark } from './alert-state.tsx';
import { fixed, momentText } from './format.ts';
import { LineForm } from './line-form.tsx';
import { LineList } from './line-list.tsx';

export type AlertsProps = {
  alerts: AlertView[];
  lines: ThresholdView[];
  choices: { subject: Subject; name: string }[];
  /** As the address says it; null for what is known now. */
  asOf: string | null;
};

/** Standing and past alerts, and the lines that raise them. */
export function AlertsPage({ alerts, lines, choices, asOf }: AlertsProps) {
  return (
    <main id="main" class="page">
      <h1 class="page-title">Alerts</h1>
      <div id="alert-lists">
        <AlertLists alerts={alerts} asOf={asOf} />
      </div>
      <section class="lines-wrap" id="lines" aria-labelledby="lines-head">
        <div class="head">
          <h2 id="lines-head">Lines that are set</h2>
          <p class="meta right">checked on the reading of the current UTC day</p>
        </div>
        <div id="line-list" data-lines={JSON.stringify(lines)} data-named="yes">
          <LineList lines={lines} named />
        </div>
        {asOf !== null ? null : choices.length === 0 ? (
          <p class="note">A line can be set as soon as a report names a country.</p>
        ) : (
          <LineForm subject={null} choices={choices} />
        )}
      </section>
    </main>
  );
}

/** Alerts in two groups; drawn again by the browser when one is raised or cleared. */
export function AlertLists({ alerts, asOf = null }: { alerts: readonly AlertView[]; asOf?: string | null }) {
  const standing = standingAlerts(alerts);
  const past = alerts.filter(alert => !isStanding(alert));
  return (
    <>
      <section aria-labelledby="standing-head">
        <div class="head">
          <h2 id="standing-head">Standing, {standing.length}</h2>
        </div>
        {standing.length === 0 ? (
          <p class="say-none">No value stands beyond its line.</p>
        ) : (
          <Alerts alerts={standing} asOf={asOf} />
        )}
      </section>
      {past.length === 0 ? null : (
        <section aria-labelledby="past-head">
          <div class="head">
            <h2 id="past-head">Past</h2>
          </div>
          <Alerts alerts={past} asOf={asOf} />
        </section>
      )}
    </>
  );
}

function Alerts({ alerts, asOf }: { alerts: readonly AlertView[]; asOf: string | null }) {
  return (
    <ol class="alert-list">
      {alerts.map(alert => (
        <Alert alert={alert} asOf={asOf} />
      ))}
    </ol>
  );
}

const CLEARED: Record<string, string> = {
  recovered: 'came back inside the line',
  'threshold-removed': 'the line was removed',
};

function Alert({ alert, asOf }: { alert: AlertView; asOf: string | null }) {
  const [evidence] = alert.evidence;
  return (
    <li data-alert={alert.alertId} class={isStanding(alert) ? 'standing' : 'past'}>
      <div class="a-state">
        <SeverityMark severity={alert.severity} />
        <p class="meta num">
          {isStanding(alert) ? 'since ' : ''}
          {momentText(alert.raisedAt)}
        </p>
        {alert.clearedAt === null ? null : <p class="meta num">cleared {momentText(alert.clearedAt)}</p>}
      </div>
      <div class="a-words">
        <p class="a-say">
          <a href={subjectAddress(alert.subject, { at: alert.day, asOf })}>
            <bdi>{alert.name}</bdi>
          </a>{' '}
          {alert.value === null ? (
            `has had no reading of ${alert.indicator} since then.`
          ) : (
            <>
              {alert.indicator} reached <b class="num">{fixed(alert.value, 1)}</b>, at or beyond the line of{' '}
              <b class="num">{lineText(alert.line)}</b>.
            </>
          )}
          {alert.clearedReason === null ? null : (
            <span class="meta"> It {CLEARED[alert.clearedReason] ?? alert.clearedReason}.</span>
          )}
        </p>
        {evidence === undefined ? null : (
          <p class="quote">
            {evidence.sentence === null ? (
              'The words were erased. '
            ) : (
              <>
                <bdi>“{evidence.sentence.trim()}”</bdi>{' '}
              </>
            )}
            <a class="link meta" href={reportAddress(evidence.reportId)}>
              Report
            </a>
          </p>
        )}
      </div>
    </li>
  );
}
