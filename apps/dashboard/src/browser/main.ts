import { whole } from '../pages/format.ts';
import { startAddEvent } from './add-event.ts';
import { alertPage, alertsPage } from './alerts.tsx';
import { alertsLive } from './alerts-live.tsx';
import { startClock } from './clock.ts';
import { startCommands } from './commands.ts';
import { find, markDrawn } from './dom.ts';
import { eventsPage } from './events.ts';
import { startKeymap } from './keymap.tsx';
import { follow } from './live.ts';
import { liveChip } from './live-state.ts';
import { overviewPage } from './overview.tsx';
import type { LivePage } from './page.ts';
import { startPasswordForm } from './password.ts';
import { newerPage, reportPage } from './reports.ts';
import { startShareForm } from './share-form.ts';
import { subjectPage } from './subject.tsx';
import { startThemeSwitch } from './theme-switch.ts';

const root = document.documentElement;
const position = Number(root.dataset.position ?? 0);

/** The part of the page that changes with the views, by the name that the server gave the page. */
function livePage(main: HTMLElement): LivePage {
  switch (root.dataset.page) {
    case 'overview':
      return overviewPage(main);
    case 'subject':
      return subjectPage(main, position);
    case 'report':
      return reportPage(main);
    case 'events':
      return eventsPage(main);
    case 'reports':
      return newerPage();
    case 'alerts':
      return alertsPage();
    case 'alert':
    case 'line':
      return alertPage(main);
    default:
      return {};
  }
}

function startLive(main: HTMLElement): void {
  const page = livePage(main);
  const counter = find('#log-position', HTMLElement);
  if (root.dataset.page !== 'subject') markDrawn(position);
  // a page of the past stands still
  if (find('#state[data-state="past"]', HTMLElement)) return;
  const alerts = alertsLive((all, changed) => page.alerts?.(all, changed));
  const reset = () => {
    page.reset?.();
    alerts.reload();
  };
  const chip = liveChip(reset);
  follow(position, {
    moved(message) {
      if (counter) counter.textContent = whole(message.position);
      if (!chip.paused()) page.moved?.(message);
    },
    alert: message => alerts.apply(message),
    reset() {
      if (!chip.paused()) reset();
    },
    state: chip.show,
  });
}

startThemeSwitch();
startClock();
startCommands();
startKeymap();
startAddEvent();
startPasswordForm();
startShareForm();
const main = find('#main', HTMLElement);
// pages without the chip of the live state (sign-in, errors) have nothing that moves
if (main && find('#state', HTMLElement)) startLive(main);
