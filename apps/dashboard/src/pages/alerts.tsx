import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { AlertsAnswer, AlertView, PendingAlert, ThresholdView } from '@tensiometer/core/wire/api.ts';
import { alertAddress, reportAddress, subjectAddress } from './addresses.ts';
import { isStanding, standingAlerts } from './alert-bar.tsx';
import { AlertCommands } from './alert-commands.tsx';
import { lineText, SeverityMark } from './alert-state.tsx';
import { EvidenceWords } from './alert-words.tsx';
import { fixed, momentText } from './format.ts';
import { LineForm } from './line-form.tsx';
import { LineList } from './line-list.tsx';

export type AlertsProps = {
  answer: AlertsAnswer;
  lines: ThresholdView[];
  choices: { subject: Subject; name: string }[];
  /** As the address says it; null for what is known now. */
  asOf: string | null;
};

/** Alerts that stand, wait, are silenced and are over, and the lines that raise them. */
export function AlertsPage({ answer, lines, choices, asOf }: AlertsProps) {
  return (
    <main id="main" class="page">
      <h1 class="page-title">Alerts</h1>
      <div id="alert-lists">
        <AlertLists {...answer} past={asOf !== null} />
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
          <>
            <LineForm subject={null} choices={choices} />
            <div id="backtest" aria-live="polite" />
          </>
        )}
      </section>
    </main>
  );
}

/** Alerts in groups; drawn again by the browser when something happens to one. */
export function AlertLists({ alerts, pending, past: isPast = false }: AlertsAnswer & { past?: boolean }) {
  const standing = standingAlerts(alerts);
  const [silenced, firing] = [standing.filter(isSilenced), standing.filter(alert => !isSilenced(alert))];
  const past = alerts.filter(alert => !isStanding(alert));
  return (
    <>
      <Group id="standing" title={`Standing, ${firing.length}`}>
        {firing.length === 0 ? (
          <p class="say-none">No value stands beyond its line.</p>
        ) : (
          <Alerts alerts={firing} past={isPast} />
        )}
      </Group>
      {pending.length === 0 ? null : (
        <Group id="pending" title={`Pending, ${pending.length}`}>
          <ol class="alert-list">
            {pending.map(it => (
              <Pending alert={it} />
            ))}
          </ol>
        </Group>
      )}
      {silenced.length === 0 ? null : (
        <Group id="silenced" title={`Silenced, ${silenced.length}`}>
          <Alerts alerts={silenced} past={isPast} />
        </Group>
      )}
      {past.length === 0 ? null : (
        <Group id="past" title="Cleared">
          <Alerts alerts={past} past={isPast} />
        </Group>
      )}
    </>
  );
}

function isSilenced(alert: AlertView): boolean {
  return alert.silencedUntil !== null;
}

function Group({ id, title, children }: { id: string; title: string; children?: unknown }) {
  return (
    <section aria-labelledby={`${id}-head`} data-group={id}>
      <div class="head">
        <h2 id={`${id}-head`}>{title}</h2>
      </div>
      {children}
    </section>
  );
}

function Alerts({ alerts, past }: { alerts: readonly AlertView[]; past: boolean }) {
  return (
    <ol class="alert-list">
      {alerts.map(alert => (
        <Alert alert={alert} past={past} />
      ))}
    </ol>
  );
}

const CLEARED: Record<string, string> = {
  recovered: 'came back inside the line',
  'threshold-removed': 'ended when the line was removed',
  'threshold-changed': 'ended when the line was changed',
  'no-reading': 'ended when readings stopped',
  'readings-are-back': 'ended with the first reading',
};

/** What an alert says, in a sentence. */
export function AlertSentence({ alert }: { alert: AlertView }) {
  return (
    <>
      <bdi>{alert.name}</bdi>{' '}
      {alert.cause === 'no-data' || alert.value === null ? (
        `has had no usable reading of ${alert.indicator} since then.`
      ) : (
        <>
          {alert.indicator} reached <b class="num">{fixed(alert.value, 1)}</b>, at or beyond the line of{' '}
          <b class="num">{lineText(alert.line)}</b>
          {alert.measure !== null && alert.measure !== alert.value ? (
            <>
              {' '}
              with <b class="num">{fixed(alert.measure, 1)}</b>
            </>
          ) : null}
          .
        </>
      )}
      {alert.clearedReason === null ? null : (
        <span class="meta"> It {CLEARED[alert.clearedReason] ?? alert.clearedReason}.</span>
      )}
    </>
  );
}

function Alert({ alert, past }: { alert: AlertView; past: boolean }) {
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
        {alert.acknowledged === null ? null : <p class="meta">known to {alert.acknowledged.by}</p>}
        {alert.silencedUntil === null ? null : <p class="meta">silenced until {momentText(alert.silencedUntil)}</p>}
      </div>
      <div class="a-words">
        <p class="a-say">
          <a href={alertAddress(alert.alertId)}>
            <AlertSentence alert={alert} />
          </a>
        </p>
        {evidence === undefined ? null : (
          <p class="quote">
            <EvidenceWords part={evidence} />{' '}
            <a class="link meta" href={reportAddress(evidence.reportId)}>
              Report
            </a>
          </p>
        )}
        {isStanding(alert) && !past ? <AlertCommands alert={alert} /> : null}
      </div>
    </li>
  );
}

function Pending({ alert }: { alert: PendingAlert }) {
  return (
    <li class="past" data-pending={alert.thresholdId}>
      <div class="a-state">
        <p class="meta num">since {momentText(alert.since)}</p>
        <p class="meta num">due {momentText(alert.due)}</p>
      </div>
      <p class="a-say">
        <a href={subjectAddress(alert.subject)}>
          <bdi>{alert.name}</bdi>
        </a>{' '}
        {alert.indicator} {alert.value === null ? '' : fixed(alert.value, 1)} stands beyond the line of{' '}
        {lineText(alert.line)}.
      </p>
    </li>
  );
}
