import type { Share } from '@tensiometer/core/log/shares.ts';
import { LoadDemo } from './demo-command.tsx';
import { DemoMark } from './demo-mark.tsx';
import { PushHow } from './first-report.tsx';
import { count } from './format.ts';
import { ShareSettings } from './share-settings.tsx';

export type SettingsProps = {
  ingestUrl: string;
  demoAvailable: boolean;
  population: { reports: number; demo: number };
  shares: readonly Share[];
};

/** How reports get in, the demo, and the door. */
export function SettingsPage({ ingestUrl, demoAvailable, population, shares }: SettingsProps) {
  return (
    <main id="main" class="page settings">
      <h1 class="page-title">Settings</h1>
      <section aria-labelledby="push-head">
        <div class="head">
          <h2 id="push-head">Push a report</h2>
        </div>
        <p class="lead">
          Reports come in as JSON, one or many. Each gets a receipt at once; the answer of the same address tells later
          what became of it.
        </p>
        <PushHow ingestUrl={ingestUrl} />
      </section>
      <section aria-labelledby="channels-head">
        <div class="head">
          <h2 id="channels-head">Channels</h2>
        </div>
        <p class="lead">
          Who is told when a line is crossed: webhooks, chats, mail. <a href="/channels">Set up channels</a>, send a
          test, and see what became of every message.
        </p>
      </section>
      <ShareSettings shares={shares} />
      <Demo demoAvailable={demoAvailable} population={population} />
      <section aria-labelledby="door-head">
        <div class="head">
          <h2 id="door-head">Signing in</h2>
        </div>
        <p class="lead">
          The link that the server printed at its start signs in. With a password, this page’s address is enough.
          Setting one here replaces the one before.
        </p>
        <form class="password-form needs-script" id="password-form" autocomplete="on">
          <label for="new-password">New password</label>
          <input
            class="field"
            id="new-password"
            name="password"
            type="password"
            autocomplete="new-password"
            minlength={8}
            maxlength={1000}
            required
          />
          <button class="btn" type="submit">
            Set password
          </button>
          <span class="said" role="status" />
        </form>
        <form method="post" action="/sign-out">
          <button class="btn" type="submit">
            Sign out
          </button>
        </form>
      </section>
    </main>
  );
}

function Demo({ demoAvailable, population }: Pick<SettingsProps, 'demoAvailable' | 'population'>) {
  const loaded = population.demo > 0;
  if (!loaded && !demoAvailable) return null;
  return (
    <section aria-labelledby="demo-head" id="demo">
      <div class="head">
        <h2 id="demo-head">Demo</h2>
        {loaded ? <DemoMark words={count(population.demo, 'demo report')} /> : null}
      </div>
      {loaded ? (
        <>
          <p class="lead">
            {count(population.demo, 'demo report')} of {population.reports} are counted. Removing them withdraws their
            source: every number that they gave is taken out again, their pages go, and the log keeps that they were
            here. Your own reports stay as they are.
          </p>
          <p class="command-line">
            <button
              type="button"
              class="btn needs-script"
              data-method="DELETE"
              data-action="/api/v1/demo"
              data-said="The demo is being removed."
              data-then="reload"
            >
              Remove the demo
            </button>
            <span class="said" role="status" />
          </p>
        </>
      ) : (
        <>
          <p class="lead">
            More than a hundred invented reports about real countries, winter 2023 to 2024. They count as any others do,
            are hatched and named as demo wherever they show, raise no alert, and can be removed again.
          </p>
          <LoadDemo />
        </>
      )}
    </section>
  );
}
