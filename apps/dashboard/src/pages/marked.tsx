import type { Piece } from './marks.ts';

const ACT_CLASS = { conflict: 'c', cooperation: 'k', neutral: 'n' } as const;

/** A run of text dressed by what covers it: an act is a marker, a party is dotted, what was set aside is grey and dotted. */
export function Dressed({ piece, id }: { piece: Piece; id?: string | undefined }) {
  const act = piece.kinds.find(kind => kind === 'conflict' || kind === 'cooperation' || kind === 'neutral');
  const party = piece.kinds.includes('party');
  const aside = piece.kinds.includes('set-aside');
  const words = party ? <span class="who">{piece.text}</span> : piece.text;
  if (act === 'conflict' || act === 'cooperation' || act === 'neutral') {
    return (
      <mark id={id} class={ACT_CLASS[act]}>
        {words}
      </mark>
    );
  }
  if (aside) {
    return (
      <span id={id} class="sup">
        {words}
      </span>
    );
  }
  return <>{words}</>;
}
