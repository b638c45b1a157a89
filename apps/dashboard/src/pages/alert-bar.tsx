import type { AlertView } from '@tensiometer/core/wire/api.ts';
import { alertAddress } from './addresses.ts';
import { lineText, SeverityMark } from './alert-state.tsx';
import { fixed, momentText } from './format.ts';

/** Alerts named one by one; the others are counted. */
const SHOWN = 3;

/** True for an alert that has not been cleared. */
export function isStanding(alert: AlertView): boolean {
  return alert.clearedAt === null;
}

/** Standing alerts, critical first, then the newest. */
export function standingAlerts(alerts: readonly AlertView[]): AlertView[] {
  const order = (a: AlertView) => (a.severity === 'critical' ? 0 : 1);
  return alerts.filter(isStanding).sort((a, b) => order(a) - order(b) || b.raisedPosition - a.raisedPosition);
}

/** What an alert says, without its severity: "Iraq–United States: tension 57.2, line 55". */
function AlertWords({ alert }: { alert: AlertView }) {
  return (
    <>
      <bdi>{alert.name}</bdi>: {alert.indicator}{' '}
      <b class="num">{alert.value === null ? 'without a reading' : fixed(alert.value, 1)}</b>, line{' '}
      <span class="num">{lineText(alert.line)}</span>
    </>
  );
}

/** The bar over every page while an alert stands; empty otherwise. */
export function AlertBar({ alerts }: { alerts: readonly AlertView[] }) {
  const standing = standingAlerts(alerts);
  if (standing.length === 0) return null;
  const more = standing.length - SHOWN;
  return (
    <ul>
      {standing.slice(0, SHOWN).map(alert => (
        <li data-alert={alert.alertId} class={alert.severity}>
          <SeverityMark severity={alert.severity} />
          <a href={alertAddress(alert.alertId)}>
            <AlertWords alert={alert} />
          </a>
          <span class="meta num">since {momentText(alert.raisedAt)} UTC</span>
        </li>
      ))}
      {more > 0 ? (
        <li>
          <a href="/alerts">
            {more} more {more === 1 ? 'alert stands' : 'alerts stand'}
          </a>
        </li>
      ) : null}
    </ul>
  );
}
