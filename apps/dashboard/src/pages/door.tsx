import type { Child } from 'hono/jsx';
import type { Assets } from '../assets.ts';
import { Brand, Document, ThemeSwitch } from './document.tsx';

export type DoorProps = { title: string; assets: Assets; page: string; children: Child };

/** A page outside of the navigation: one heading and what there is to say under it. */
export function Door({ title, assets, page, children }: DoorProps) {
  return (
    <Document title={title} assets={assets} page={page}>
      <header class="top">
        <Brand />
        <span class="push" />
        <ThemeSwitch />
      </header>
      <main id="main" class="door">
        <h1 class="page-title">{title}</h1>
        {children}
      </main>
    </Document>
  );
}
