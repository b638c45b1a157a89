const SHAPES = {
  up: 'M5 1 9.6 9H.4z',
  down: 'M5 9 .4 1h9.2z',
  flat: 'M1 .4 9 5 1 9.6z',
  critical: 'M5 0 10 5 5 10 0 5z',
  warning: 'M5 0 10 5 5 10 0 5zm0 2L2 5h6z',
  to: 'M0 4.4h8.6L5.8 1.6l.9-.9L11 5 6.7 9.300l-.9-.9 2.800-2.800H0z',
  both: 'M3.400 1.600 1.200 4.400H9.800L7.600 1.600l.9-.9L12 5 8.500 9.300l-.9-.9 2.200-2.800H1.200l2.200 2.800-.9.9L-1 5 2.500.7z',
  star: 'M5 .3 6.400 3.600 10 3.900 7.300 6.300 8.100 9.800 5 7.900 1.900 9.800 2.700 6.300 0 3.900 3.600 3.600z',
} as const;

export type GlyphName = keyof typeof SHAPES;

/** One of the few small shapes that stand beside a colour, so that the colour is never alone. */
export function Glyph({ name, tone = '' }: { name: GlyphName; tone?: string }) {
  const width = name === 'to' || name === 'both' ? 12 : 10;
  return (
    <svg class={`g g-${name} ${tone}`.trimEnd()} viewBox={`0 0 ${width} 10`} aria-hidden="true">
      <path d={SHAPES[name]} fill-rule="evenodd" />
    </svg>
  );
}
