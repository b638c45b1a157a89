import type { Severity } from '@tensiometer/core/domain/alert-event.ts';
import type { ActLink } from '@tensiometer/core/log/act-links.ts';
import { subjectName } from '@tensiometer/core/views/names.ts';
import type { Assets } from '../assets.ts';
import { lineText, SeverityMark } from './alert-state.tsx';
import { Door } from './door.tsx';
import { fixed, momentText } from './format.ts';

/** For how many hours a rule can be silenced from a message. */
export const SILENCE_HOURS = [1, 4, 24, 72] as const;

/** What a link in a message is about. */
export type AlertOfLink = {
  alertId: string;
  thresholdId: string;
  subject: string;
  indicator: string;
  severity: Severity;
  value: number | null;
  line: number;
  at: string;
};

type Props = { assets: Assets; link: ActLink; alert: AlertOfLink };

/** Asks before anything is done: opening a link is not yet wanting it. */
export function ActPage({ assets, link, alert, path }: Props & { path: string }) {
  const silences = link.act === 'silence';
  return (
    <Door title={silences ? 'Silence this rule' : 'Acknowledge this alert'} assets={assets} page="act">
      <About alert={alert} />
      <p class="lead">
        {silences
          ? 'Nobody is told of this rule on this subject for the time you choose. It goes on being checked, and its alerts show on the pages.'
          : 'Everybody sees that somebody knows of it, and it is not told again unless it gets worse.'}
      </p>
      <form method="post" action={path} class="door-form">
        {silences ? (
          <>
            <label for="hours">For how long</label>
            <select class="field" id="hours" name="hours">
              {SILENCE_HOURS.map(hours => (
                <option value={String(hours)}>{hours === 1 ? '1 hour' : `${hours} hours`}</option>
              ))}
            </select>
          </>
        ) : null}
        <button class="btn primary" type="submit">
          {silences ? 'Silence' : 'Acknowledge'}
        </button>
      </form>
      <Further alert={alert} />
    </Door>
  );
}

/** What came of it; `said` is why nothing did. */
export function ActDone({ assets, link, alert, said }: Props & { said: string | null }) {
  const title = said !== null ? 'Nothing was done' : link.act === 'silence' ? 'Silenced' : 'Acknowledged';
  return (
    <Door title={title} assets={assets} page="act">
      {said === null ? null : (
        <p class="band" role="alert">
          {said}
        </p>
      )}
      <About alert={alert} />
      <Further alert={alert} />
    </Door>
  );
}

/** For a link that is not one of ours, or has run out. */
export function NoAct({ assets }: { assets: Assets }) {
  return (
    <Door title="This link does nothing" assets={assets} page="act">
      <p class="lead">
        Links in messages work for seven days. Sign in to acknowledge alerts and silence rules on{' '}
        <a href="/alerts">their page</a>.
      </p>
    </Door>
  );
}

function About({ alert: { subject, indicator, severity, value, line, at } }: { alert: AlertOfLink }) {
  return (
    <>
      <p class="a-say">
        <bdi>{subjectName(subject)}</bdi> {indicator}{' '}
        {value === null ? (
          'has no reading'
        ) : (
          <>
            reached <b class="num">{fixed(value, 1)}</b>, at or beyond the line of <b class="num">{lineText(line)}</b>
          </>
        )}
        .
      </p>
      <p class="meta">
        <SeverityMark severity={severity} /> {momentText(at)} UTC
      </p>
    </>
  );
}

function Further({ alert }: { alert: AlertOfLink }) {
  return (
    <p>
      <a class="link" href={`/alerts/${alert.alertId}`}>
        What the rule saw
      </a>{' '}
      <span class="meta">needs signing in</span>
    </p>
  );
}
