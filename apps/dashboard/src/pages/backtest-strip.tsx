import type { BacktestAnswer } from '@tensiometer/core/wire/api.ts';
import { reportAddress } from './addresses.ts';
import { lineText } from './alert-state.tsx';
import { count, dayOfInstant, dayText, fixed, shortDay } from './format.ts';

const HOUR_MS = 3_600_000;
/** Episodes that are named under the strip, the newest. */
const NAMED = 4;
const WIDTH = 1_000;

/** What a line would have done: how often, when, how long, at other lines, and by which clock. */
export function BacktestStrip({ answer }: { answer: BacktestAnswer }) {
  const { episodes, windows, otherLines, from, to, until, clockReason, subjects } = answer;
  const year = windows.at(-1);
  const critical = episodes.filter(episode => episode.severity === 'critical').length;
  return (
    <div class="bt" data-fired={year?.fired ?? 0}>
      <p class="res">
        Would have fired <b>{count(year?.fired ?? 0, 'time')}</b> in {year?.days ?? 365} days and stood for{' '}
        <b>{spanText(year?.stoodHours ?? 0)}</b>.{critical > 0 ? ` Reached critical in ${critical}.` : ''}
        {windows.slice(0, -1).map(({ days, fired }) => ` Last ${days} days: ${fired}.`)}
        {subjects > 1 ? ` On ${count(subjects, 'subject')}.` : ''}
      </p>
      <div class="strip">
        <svg
          viewBox={`0 0 ${WIDTH} 24`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${count(episodes.length, 'episode')} from ${dayText(from)} to ${dayText(to)}`}
        >
          <line class="base" x1="0" x2={WIDTH} y1="12" y2="12" />
          {episodes.map(episode => (
            <rect class={`ep ${episode.severity}`} y="3" height="18" {...placeOf(episode, from, until)}>
              <title>{`${dayText(dayOfInstant(episode.raisedAt))}, ${lastedText(episode, until)}`}</title>
            </rect>
          ))}
        </svg>
        <span class="lb first">{dayText(from)}</span>
        <span class="lb last">{dayText(to)}</span>
      </div>
      {episodes.length === 0 ? null : (
        <ol class="bt-list">
          {episodes
            .slice(-NAMED)
            .reverse()
            .map(episode => (
              <li>
                <b class="num">{dayText(dayOfInstant(episode.raisedAt))}</b>
                <span class="meta">
                  {subjects > 1 ? `${episode.name}, ` : ''}
                  {lastedText(episode, until)}
                  {episode.peak === null ? '' : `, up to ${fixed(episode.peak, 1)}`}
                  {episode.cause === 'no-data' ? ', no reports' : ''}
                </span>
                {episode.evidence.slice(0, 1).map(({ sentence, reportId, outlet }) => (
                  <span class="quote">
                    <bdi>{sentence === null ? 'The words were erased.' : `“${sentence}”`}</bdi>{' '}
                    <a class="link meta" href={reportAddress(reportId)}>
                      {outlet ?? 'Report'}
                    </a>
                  </span>
                ))}
              </li>
            ))}
        </ol>
      )}
      <div class="other">
        <p>Times it would have fired at other lines</p>
        <ol>
          {otherLines.map(({ line, fired }) => (
            <li>
              <button
                type="button"
                data-try-line={line}
                aria-pressed={fired === episodes.length && line === lineOf(answer) ? 'true' : 'false'}
              >
                <b class="num">{fired}</b>
                <span class="num">{lineText(line)}</span>
              </button>
            </li>
          ))}
        </ol>
      </div>
      <p class="meta">
        {clockReason} {shortDay(from)} to {dayText(to)}, log {answer.asOf}.
      </p>
    </div>
  );
}

/** The line that was asked for stands in the middle of the others. */
function lineOf({ otherLines }: BacktestAnswer): number | null {
  return otherLines[Math.floor(otherLines.length / 2)]?.line ?? null;
}

type Episode = BacktestAnswer['episodes'][number];

/** Place and width in the strip; at least as wide as can be seen. */
function placeOf({ raisedAt, clearedAt }: Episode, from: string, until: string): { x: string; width: string } {
  const [start, end] = [Date.parse(`${from}T00:00:00Z`), Date.parse(until)];
  const place = (at: number) => (WIDTH * (Math.min(Math.max(at, start), end) - start)) / (end - start);
  const left = Math.min(WIDTH - 3, place(Date.parse(raisedAt)));
  const right = place(clearedAt === null ? end : Date.parse(clearedAt));
  return { x: left.toFixed(1), width: Math.max(3, right - left).toFixed(1) };
}

function lastedText({ raisedAt, clearedAt }: Episode, until: string): string {
  const end = Date.parse(clearedAt ?? until);
  const lasted = spanText((end - Date.parse(raisedAt)) / HOUR_MS);
  return clearedAt === null ? `${lasted}, still standing` : lasted;
}

/** "11 hours", "46 days". */
function spanText(hours: number): string {
  if (hours < 1) return 'less than an hour';
  return hours < 48 ? count(Math.round(hours), 'hour') : count(Math.round(hours / 24), 'day');
}
