export type KeyAct = { move: number } | { beyond: -1 | 1 } | { open: true } | { close: true } | null;

/** What a key means on the chart: arrows go by a bucket, Page keys by seven, Home and End to the ends. Buckets count from 0. */
export function keyAct(key: string, index: number, length: number): KeyAct {
  const last = length - 1;
  const within = (to: number) => ({ move: Math.max(0, Math.min(last, to)) });
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return index <= 0 ? { beyond: -1 } : within(index - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return index >= last ? { beyond: 1 } : within(index + 1);
    case 'PageDown':
      return within(index - 7);
    case 'PageUp':
      return within(index + 7);
    case 'Home':
      return within(0);
    case 'End':
      return within(last);
    case 'Enter':
    case ' ':
      return { open: true };
    case 'Escape':
      return { close: true };
    default:
      return null;
  }
}
