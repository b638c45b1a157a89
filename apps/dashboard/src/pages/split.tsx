import { TENSION } from '@tensiometer/core/domain/indicator.ts';
import type { ContributionsAnswer } from '@tensiometer/core/wire/api.ts';
import { count } from './format.ts';

const WIDTH = 400;

/** Conflict by act against the cooperation that relieves it, as one bar; cooperation is hatched. */
export function Split({ answer }: { answer: ContributionsAnswer }) {
  const amounts = answer.rows.map(row => (row.conflict - TENSION.relief * row.cooperation) * row.decay);
  const total = amounts.reduce((sum, amount) => sum + Math.abs(amount), 0);
  if (total === 0) return null;
  const conflict = amounts.filter(amount => amount > 0).sort((a, b) => b - a);
  const relief = amounts.filter(amount => amount < 0).length;
  let x = 0;
  const place = (amount: number) => {
    const width = (amount / total) * WIDTH;
    const left = x;
    x += width;
    return { left, width: Math.max(0, width - 1) };
  };
  const parts = conflict.map(place);
  return (
    <>
      <svg class="split" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <pattern id="relief" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V4" />
          </pattern>
        </defs>
        {parts.map((part, i) => (
          <rect
            class="conflict"
            x={part.left}
            y="0"
            width={part.width}
            height="10"
            opacity={Math.max(0.4, 1 - i * 0.11)}
          />
        ))}
        {relief === 0 ? null : <rect class="relief" x={x} y="0.5" width={Math.max(0, WIDTH - x - 0.5)} height="9" />}
      </svg>
      <p class="split-key" aria-hidden="true">
        <span>{count(conflict.length, 'act')} of conflict</span>
        <span>{relief === 0 ? 'no cooperation' : `${relief} of cooperation`}</span>
      </p>
    </>
  );
}
