import type { Assets } from '../assets.ts';
import { Brand, Document, ThemeSwitch } from './document.tsx';

export type NotFoundProps = { assets: Assets /** What is not there, in a sentence. */; sentence?: string };

/** The answer to an address that leads nowhere. */
export function NotFoundPage({ assets, sentence = 'There is no page at this address.' }: NotFoundProps) {
  return (
    <Document title="Not found" assets={assets} page="not-found">
      <header class="top">
        <Brand />
        <span class="push" />
        <ThemeSwitch />
      </header>
      <main id="main" class="door">
        <h1 class="page-title">Not found</h1>
        <p class="lead">{sentence}</p>
        <p>
          <a href="/">To the overview</a>
        </p>
      </main>
    </Document>
  );
}
