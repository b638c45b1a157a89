import type { AlertsAnswer, AlertView, LiveAlert } from '@tensiometer/core/wire/api.ts';
import { AlertBar, standingAlerts } from '../pages/alert-bar.tsx';
import { ask } from './api.ts';
import { draw, find } from './dom.ts';

export type AlertsLive = { apply(message: LiveAlert): void; reload(): void };

/** Keeps the alert bar of the page true. `changed` hears of all alerts known, and of the one that changed. */
export function alertsLive(changed: (alerts: AlertView[], changed: AlertView | null) => void): AlertsLive {
  const bar = find('#alert-bar', HTMLElement);
  let known: AlertView[] | null = null;
  const show = (alerts: AlertView[]) => {
    known = alerts;
    if (bar) draw(bar, standingAlerts(alerts).length === 0 ? null : <AlertBar alerts={alerts} />);
  };
  const load = async () => {
    try {
      show((await ask<AlertsAnswer>('/api/v1/alerts')).alerts);
      changed(known ?? [], null);
    } catch {
      // the bar stays as it was; the stream's state says that the server is away
    }
  };
  return {
    apply({ alert }) {
      if (known === null) {
        void load();
        return;
      }
      show([alert, ...known.filter(other => other.alertId !== alert.alertId)]);
      changed(known, alert);
    },
    reload: () => void load(),
  };
}
