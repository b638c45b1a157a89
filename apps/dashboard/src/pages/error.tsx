import type { Assets } from '../assets.ts';
import { Door } from './door.tsx';

export type ErrorProps = { assets: Assets; title?: string; detail?: string; hint?: string; back?: string };

/** What a reader sees when an answer failed: what happened, and what to do next. */
export function ErrorPage({ assets, title = 'Something went wrong on our side', detail, hint, back }: ErrorProps) {
  return (
    <Door title={title} assets={assets} page="error">
      <p class="lead">{detail ?? 'The page could not be put together. Nothing that was received is lost.'}</p>
      <p>{hint ?? 'Try again in a moment.'}</p>
      <p>{back === undefined ? <a href="/">To the overview</a> : <a href={back}>Back</a>}</p>
    </Door>
  );
}
