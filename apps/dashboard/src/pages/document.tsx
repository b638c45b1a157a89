import { html } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import type { Assets } from '../assets.ts';

export type DocumentProps = PropsWithChildren<{
  title: string;
  assets: Assets;
  page: string;
  /** Position of the log that the numbers on the page were taken at. */
  position?: number | undefined;
}>;

/** The HTML document around a page. There is nothing inline in it: styles and scripts are files of our own. */
export function Document({ title, assets, page, position, children }: DocumentProps) {
  const root = (
    <html lang="en" data-page={page} data-position={position}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="same-origin" />
        <title>{title === 'Tensiometer' ? title : `${title}, Tensiometer`}</title>
        <script src={assets.theme} />
        {assets.fonts.map(font => (
          <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        ))}
        <link rel="stylesheet" href={assets.css} />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <script src={assets.script} defer />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        {children}
      </body>
    </html>
  );
  return html`<!doctype html>${root}`;
}

/** The name of the program with its mark, a needle's trace. */
export function Brand() {
  return (
    <a class="brand" href="/">
      <svg viewBox="0 0 26 18" aria-hidden="true">
        <path d="M0 10h6l2-3 2.500 9L14 1.500l2.500 11L18.500 8H26" />
      </svg>
      Tensiometer
    </a>
  );
}

/** Switch between light and dark; hidden until the script that answers it runs. */
export function ThemeSwitch() {
  return (
    <button class="theme needs-script" id="theme" type="button" aria-label="Dark theme">
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="7" cy="7" r="6" />
        <path d="M7 1a6 6 0 0 1 0 12z" />
      </svg>
      <span>Dark</span>
    </button>
  );
}
