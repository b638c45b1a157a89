import type { Day } from '@tensiometer/core/domain/day.ts';
import { addDays } from '@tensiometer/core/domain/day.ts';
import { type Range, rangeDays } from '../pages/range.ts';
import { addressWith } from './address.ts';
import { panned, zoomed } from './chart-window.ts';
import { isTyping } from './keyboard.ts';

type RangeKeys = {
  range(): Range;
  /** The day that zooming is around; the middle of the range without one. */
  around(): Day | null;
  today(): Day;
  show(range: Range, keep: boolean): void;
  reset(address: string): void;
};

/** Arrows pan, + and − zoom, 0 resets, wherever the page has the keyboard; on the chart itself, arrows with Shift. */
export function startRangeKeys({ range, around, today, show, reset }: RangeKeys): void {
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const onChart = event.target instanceof Element && event.target.closest('#plot') !== null;
    const onPage = event.target === document.body || onChart;
    const next = nextRange(event.key, onPage && (!onChart || event.shiftKey));
    if (next === null) return;
    event.preventDefault();
    if (next === 'reset') reset(addressWith({ from: null, to: null, range: null, step: null }));
    else show(next, true);
  });

  const nextRange = (key: string, pans: boolean): Range | 'reset' | null => {
    const now = range();
    const chosen = around();
    const middle = addDays(now.from, Math.floor(rangeDays(now) / 2));
    const centre = chosen !== null && chosen >= now.from && chosen <= now.to ? chosen : middle;
    switch (key) {
      case 'ArrowLeft':
        return pans ? panned(now, -0.25, today()) : null;
      case 'ArrowRight':
        return pans ? panned(now, 0.25, today()) : null;
      case '+':
      case '=':
        return zoomed(now, 0.5, centre, today());
      case '-':
      case '\u2212':
        return zoomed(now, 2, centre, today());
      case '0':
        return 'reset';
      default:
        return null;
    }
  };
}
