import { STEADY_POINTS } from '@tensiometer/core/wire/choose-subjects.ts';
import { fixed, signed } from './format.ts';
import { Glyph } from './glyph.tsx';

/** Change of a reading: a triangle that points where it went, and the signed number. */
export function Change({ value, digits = 0 }: { value: number | null; digits?: number }) {
  if (value === null) {
    return (
      <span class="dim">
        {digits === 0 ? (
          <>
            <span aria-hidden="true">–</span>
            <span class="vh">no reading a week before</span>
          </>
        ) : (
          <span class="none">no reading then</span>
        )}
      </span>
    );
  }
  const flat = Math.abs(value) < STEADY_POINTS;
  const name = flat ? 'flat' : value > 0 ? 'up' : 'down';
  const tone = flat ? 'dim' : value > 0 ? 'c' : 'k';
  return (
    <>
      <Glyph name={name} tone={tone} />
      <span class="num">{Number(fixed(value, digits).replace('\u2212', '-')) === 0 ? '0' : signed(value, digits)}</span>
    </>
  );
}
