import { CODER_VERSION } from '@tensiometer/core/domain/coder/version.ts';
import { FORMULAS, TENSION } from '@tensiometer/core/domain/indicator.ts';
import type { AlertView } from '@tensiometer/core/wire/api.ts';
import type { PropsWithChildren } from 'hono/jsx';
import type { Assets } from '../assets.ts';
import { AlertBar } from './alert-bar.tsx';
import { DemoMark } from './demo-mark.tsx';
import { Brand, Document, ThemeSwitch } from './document.tsx';
import { whole } from './format.ts';

/** What stands around every page of a signed-in reader. */
export type Shell = {
  assets: Assets;
  alerts: AlertView[];
  demo: boolean;
  position: number /** Head of the log, which the views may not have reached. */;
  head: number;
};

export type Section = 'overview' | 'alerts' | 'events' | 'reports' | 'method' | 'settings';
const SECTIONS: [Section, string, string][] = [
  ['overview', '/', 'Overview'],
  ['alerts', '/alerts', 'Alerts'],
  ['events', '/events', 'Events'],
  ['reports', '/reports', 'Reports'],
  ['method', '/method', 'Method'],
  ['settings', '/settings', 'Settings'],
];

export type LayoutProps = PropsWithChildren<{
  shell: Shell;
  title: string;
  page: string;
  section: Section | null;
  position?: number;
  /** Set on a page of a past position: what it says of that, and the address of the same page as it is now. */
  past?: { words: string; back: string } | undefined;
}>;

/** Header, alert bar, the page, and the line at the foot that says how the numbers came about. */
export function Layout({ shell, title, page, section, position = shell.position, past, children }: LayoutProps) {
  return (
    <Document title={title} assets={shell.assets} page={page} position={position}>
      <header class="top">
        <Brand />
        <nav aria-label="Main">
          {SECTIONS.map(([name, href, words]) => (
            <a href={href} aria-current={name === section ? (page === name ? 'page' : 'true') : undefined}>
              {words}
            </a>
          ))}
        </nav>
        <span id="demo-chip" hidden={!shell.demo}>
          <DemoMark />
        </span>
        <StateChip past={past} />
        <time class="clock num needs-script" id="clock" />
        <ThemeSwitch />
      </header>
      <section class="alert-bar" id="alert-bar" aria-label="Standing alerts" aria-live="polite">
        <AlertBar alerts={shell.alerts} />
      </section>
      {children}
      <footer class="foot">
        <span>
          <b>Tension</b> = 100 · ln(1 + R/{TENSION.scale}) / ln {TENSION.ceiling}, R = conflict − {TENSION.relief} ×
          cooperation, half-life {TENSION.halfLifeDays} days
        </span>
        <span>
          <b>Formula</b> {FORMULAS.tension.id}
        </span>
        <span>
          <b>Log</b>{' '}
          <span class="num" id="log-position">
            {whole(position)}
          </span>
          {position < shell.head ? (
            <>
              {' '}
              of <span class="num">{whole(shell.head)}</span>
            </>
          ) : null}
        </span>
        <span>
          <b>Coder</b> {CODER_VERSION.version.replace(/\+.*/, '')}
        </span>
        <span>All days and times are UTC</span>
      </footer>
    </Document>
  );
}

/** Whether the page is live; the browser keeps it up to date. A page of the past says of when, and how to come back. */
function StateChip({ past }: Pick<LayoutProps, 'past'>) {
  if (past !== undefined) {
    return (
      <span class="state" id="state" data-state="past">
        <i aria-hidden="true" />
        <span data-word>{past.words.replace(/, position.*/, '')}</span>
      </span>
    );
  }
  return (
    <span class="live-control needs-script">
      <span class="state" id="state" role="status">
        <i aria-hidden="true" />
        <span>
          <span data-word>Connecting</span>
          <span data-delay aria-hidden="true" />
        </span>
      </span>
      <button type="button" class="link" id="pause" hidden>
        Pause
      </button>
    </span>
  );
}
