import type { Assets } from '../assets.ts';
import { Door } from './door.tsx';

export type NotFoundProps = { assets: Assets /** What is not there, in a sentence. */; sentence?: string };

/** The answer to an address that leads nowhere. */
export function NotFoundPage({ assets, sentence = 'There is no page at this address.' }: NotFoundProps) {
  return (
    <Door title="Not found" assets={assets} page="not-found">
      <p class="lead">{sentence}</p>
      <p>
        <a href="/">To the overview</a>
      </p>
    </Door>
  );
}
