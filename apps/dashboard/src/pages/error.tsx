import type { Assets } from '../assets.ts';
import { Brand, Document, ThemeSwitch } from './document.tsx';

export type ErrorProps = { assets: Assets; title?: string; detail?: string; hint?: string };

/** What a reader sees when an answer failed: what happened, and what to do next. */
export function ErrorPage({ assets, title = 'Something went wrong on our side', detail, hint }: ErrorProps) {
  return (
    <Document title={title} assets={assets} page="error">
      <header class="top">
        <Brand />
        <span class="push" />
        <ThemeSwitch />
      </header>
      <main id="main" class="door">
        <h1 class="page-title">{title}</h1>
        <p class="lead">{detail ?? 'The page could not be put together. Nothing that was received is lost.'}</p>
        <p>{hint ?? 'Try again in a moment.'}</p>
        <p>
          <a href="/">To the overview</a>
        </p>
      </main>
    </Document>
  );
}
