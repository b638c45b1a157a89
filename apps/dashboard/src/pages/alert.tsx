import type { AlertDetail, SeriesAnswer } from '@tensiometer/core/wire/api.ts';
import { lineAddress, reportAddress, subjectAddress } from './addresses.ts';
import { isStanding } from './alert-bar.tsx';
import { AlertCommands } from './alert-commands.tsx';
import { lineText, SeverityMark } from './alert-state.tsx';
import { EvidenceWords } from './alert-words.tsx';
import { AlertSentence } from './alerts.tsx';
import { dayText, fixed, momentText, whole } from './format.ts';
import { coverageCount } from './words.ts';

export type AlertPageProps = { detail: AlertDetail; series: SeriesAnswer };

const HELD: Record<string, string> = {
  silenced: 'the line was silenced',
  'quiet-hours': 'quiet hours',
  acknowledged: 'it was known',
  'told-lately': 'told within the repeat interval',
  'never-told': 'its raising was told to nobody',
  demo: 'demo reports are told to nobody',
};

/** One episode: what the rule saw, frozen, with its words; and what happened since, by whom. */
export function AlertPage({ detail, series }: AlertPageProps) {
  const { alert, rule, inputs, steps, silent, formula, pendingSince } = detail;
  return (
    <main id="main" class="page alert-page" data-alert={alert.alertId}>
      <p class="crumb">
        <a href="/alerts">Alerts</a> / <a href={subjectAddress(alert.subject)}>{alert.name}</a>
      </p>
      <h1 class="page-title">
        <bdi>{alert.name}</bdi>
      </h1>
      <p class="a-state">
        <SeverityMark severity={alert.severity} />{' '}
        <span class="meta num">
          {isStanding(alert) ? 'standing since' : 'raised'} {momentText(alert.raisedAt)} UTC
          {alert.clearedAt === null ? '' : `, cleared ${momentText(alert.clearedAt)} UTC`}
        </span>
      </p>
      <p class="say">
        <AlertSentence alert={alert} />
      </p>
      {isStanding(alert) ? <AlertCommands alert={alert} /> : null}
      <section aria-labelledby="seen-head">
        <div class="head">
          <h2 id="seen-head">What the rule saw</h2>
          <p class="meta right">
            <a
              class="link"
              href={subjectAddress(alert.subject, {
                asOf: String(alert.readAt),
                at: alert.day,
                indicator: alert.indicator,
              })}
            >
              Open the chart as it was known then
            </a>
          </p>
        </div>
        <FrozenPlot series={series} line={alert.line} day={alert.day} />
        <p class="meta num">
          {dayText(alert.day)}, {formula}, log {whole(alert.readAt)}
          {pendingSince === null || momentText(pendingSince) === momentText(alert.raisedAt)
            ? ''
            : `, beyond the line since ${momentText(pendingSince)}`}
          {inputs === null
            ? ''
            : `, conflict ${fixed(inputs.conflictMass, 2)}, cooperation ${fixed(inputs.cooperationMass, 2)}, ${coverageCount(inputs.reports, inputs.outlets)}`}
        </p>
        {silent.map(({ source, lastDay }) => (
          <p>
            The source <b>{source}</b> last told of it on {dayText(lastDay)}.
          </p>
        ))}
        <ol class="a-evidence">
          {alert.evidence.map(part => (
            <li>
              <p class="quote">
                <EvidenceWords part={part} />
              </p>
              <p class="meta">
                {part.share === 0
                  ? ''
                  : `${fixed(part.share, 1)} of ${alert.value === null ? '' : fixed(alert.value, 1)}, `}
                <a class="link" href={reportAddress(part.reportId)}>
                  Report
                </a>
              </p>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="rule-head">
        <div class="head">
          <h2 id="rule-head">The line, as it was set</h2>
          <p class="meta right">
            <a class="link" href={lineAddress(alert.thresholdId)}>
              The line today
            </a>
          </p>
        </div>
        <p class="quote">{rule === null ? 'It was set before lines were kept.' : rule.sentence}</p>
      </section>
      <section aria-labelledby="steps-head">
        <div class="head">
          <h2 id="steps-head">What happened</h2>
        </div>
        <table class="ep-table">
          <thead>
            <tr>
              <th scope="col">When, UTC</th>
              <th scope="col">What</th>
              <th scope="col">Who</th>
              <th scope="col">Told</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(step => (
              <tr data-step={step.type}>
                <td class="num">{momentText(step.at)}</td>
                <td>{step.summary}</td>
                <td>{step.by ?? 'the evaluator'}</td>
                <td>{step.heldBack === null ? '' : `held back: ${HELD[step.heldBack] ?? step.heldBack}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="told-head" id="alert-messages" data-alert={alert.alertId}>
        <div class="head">
          <h2 id="told-head">Messages</h2>
        </div>
        <p class="note">
          What was sent of it, and what the receivers answered, stands in the <a href="/channels">delivery log</a>.
        </p>
      </section>
    </main>
  );
}

const WIDTH = 900;
const HEIGHT = 220;

/** The readings up to the day, drawn by the server: the picture needs no scripts, and never changes. */
function FrozenPlot({ series, line, day }: { series: SeriesAnswer; line: number; day: string }) {
  const values = series.points.flatMap(point => point.value ?? []);
  const top = Math.max(line * 1.15, ...values, 1);
  const bottom = Math.min(0, ...values);
  const x = (index: number) => (index / Math.max(1, series.points.length - 1)) * WIDTH;
  const y = (value: number) => HEIGHT - ((value - bottom) / (top - bottom)) * HEIGHT;
  // a day without a reading is a gap, never a bridge
  const path = series.points
    .map(({ value }, i) => {
      if (value === null) return '';
      const starts = (series.points[i - 1]?.value ?? null) === null;
      // a day between two gaps is a dot
      return `${starts ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}${starts ? 'h.1' : ''}`;
    })
    .join('');
  const [first, last] = [series.points[0], series.points.at(-1)];
  return (
    <figure class="frozen">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Readings up to ${dayText(day)}, with the line at ${lineText(line)}`}
      >
        <line class="zero" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        <line class="set" x1="0" x2={WIDTH} y1={y(line)} y2={y(line)} />
        <path d={path} />
      </svg>
      <figcaption class="meta num">
        {first === undefined || last === undefined ? 'no readings' : `${dayText(first.at)} to ${dayText(last.at)}`},
        line at {lineText(line)}
      </figcaption>
    </figure>
  );
}
