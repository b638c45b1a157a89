import { FORMULAS } from '@tensiometer/core/domain/indicator.ts';
import type { Share } from '@tensiometer/core/log/shares.ts';
import type { SeriesAnswer } from '@tensiometer/core/wire/api.ts';
import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import { Door } from './door.tsx';
import { dayOfInstant, dayText, fixed, longDay, whole } from './format.ts';
import { ShareChart, sentence } from './share-chart.tsx';
import { coverageCount } from './words.ts';

export type SharePageProps = { share: Share; series: SeriesAnswer; name: string; assets: Assets };

/** One series for whoever has the link: the drawing, its rows, and how far the link goes. */
export function SharePage({ share, series, name, assets }: SharePageProps) {
  const { label } = FORMULAS[series.indicator];
  return (
    <Door title={name} assets={assets} page="share">
      <p class="lead">{sentence(series, name)}</p>
      <ShareChart series={series} name={name} />
      <p class="meta">{footing(share, series)} This link shows this series and nothing else.</p>
      <details>
        <summary>View as table</summary>
        <table class="share-table">
          <thead>
            <tr>
              <th scope="col">Day (UTC)</th>
              <th scope="col">{label}</th>
              <th scope="col">Behind it</th>
            </tr>
          </thead>
          <tbody>
            {series.points.map(point => (
              <tr>
                <th scope="row">{dayText(point.at.slice(0, 10))}</th>
                <td class="num">{point.value === null ? 'no reading' : fixed(point.value, 2)}</td>
                <td>
                  {coverageCount(point.reports, point.outlets)}
                  {point.demo ? ', demo' : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Door>
  );
}

/** The same for an iframe: no script, no link into the dashboard, and it does not load itself again: that is for the page around it. */
export function EmbedPage({ share, series, name, assets, theme }: SharePageProps & { theme: 'light' | 'dark' | null }) {
  const { label } = FORMULAS[series.indicator];
  const last = series.points.findLast(point => point.value !== null);
  const root = (
    <html lang="en" data-theme={theme ?? undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${name}, ${label.toLowerCase()}`}</title>
        <link rel="stylesheet" href={assets.css} />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
      </head>
      <body class="embed">
        <main>
          <h1>
            <bdi>{name}</bdi>{' '}
            <span class="meta">
              {label.toLowerCase()}
              {last === undefined ? '' : ` ${fixed(last.value ?? 0, 1)} on ${dayText(last.at.slice(0, 10))}`}
            </span>
          </h1>
          <ShareChart series={series} name={name} />
          <p class="meta">{footing(share, series)}</p>
        </main>
      </body>
    </html>
  );
  return html`<!doctype html>${root}`;
}

/** What a link that shows nothing says. */
export function NoSharePage({ assets }: { assets: Assets }) {
  return (
    <Door title="This link shows nothing" assets={assets} page="share">
      <p class="lead">It has run out, was taken back, or was never made. Ask whoever gave it to you for a new one.</p>
    </Door>
  );
}

function footing(share: Share, series: SeriesAnswer): string {
  const demo = series.points.some(point => point.demo) ? ' Demo reports stand behind it.' : '';
  const known = share.asOf === null ? 'as known now' : 'as known then, whatever came later';
  return `Tensiometer, ${series.formula}, log position ${whole(series.asOf)}, ${known}; until ${longDay(dayOfInstant(share.expiresAt))}.${demo}`;
}
