import { Chart } from 'chart.js';
import { fixed } from '../pages/format.ts';

export type LineHandles = {
  /** Puts the handles where the fields stand, or away where a line cannot be drawn. */
  place(lines: { warn: number | null; critical: number | null } | null): void;
};

type Name = 'warn' | 'critical';
const LABELS: Record<Name, string> = { warn: 'Warning line', critical: 'Critical line' };

/**
 * Handles in the gutter of a chart by which its lines are dragged, or moved with the arrow keys: by whole points, or by
 * ten with Page Up and Down. `moved` hears of every step.
 */
export function lineHandles(
  plot: HTMLElement,
  canvas: HTMLCanvasElement,
  moved: (name: Name, value: number) => void,
): LineHandles {
  const handles = new Map<Name, HTMLButtonElement>();
  let values: Record<Name, number | null> = { warn: null, critical: null };
  const scale = () => Chart.getChart(canvas)?.scales.y;
  const bounds = () => {
    const y = scale();
    return { min: y?.min ?? 0, max: y?.max ?? 100 };
  };

  const set = (name: Name, value: number) => {
    const { min, max } = bounds();
    const inside = Math.min(max, Math.max(min, value));
    values = { ...values, [name]: inside };
    draw(name);
    moved(name, inside);
  };
  const draw = (name: Name) => {
    const handle = handles.get(name);
    const y = scale();
    const value = values[name];
    if (handle === undefined) return;
    handle.hidden = value === null || y === undefined;
    if (value === null || y === undefined) return;
    const { min, max } = bounds();
    handle.style.top = `${canvas.offsetTop + y.getPixelForValue(value)}px`;
    handle.textContent = `\u2195 ${fixed(value, Number.isInteger(value) ? 0 : 1)}`;
    handle.setAttribute('aria-valuenow', String(value));
    handle.setAttribute('aria-valuemin', String(min));
    handle.setAttribute('aria-valuemax', String(max));
  };
  const valueAt = (clientY: number): number | null => {
    const at = scale()?.getValueForPixel(clientY - canvas.getBoundingClientRect().top);
    if (at === undefined || !Number.isFinite(at)) return null;
    const { min, max } = bounds();
    const step = max - min > 20 ? 1 : (max - min) / 100;
    return Math.round(Math.round(at / step) * step * 1000) / 1000;
  };
  const make = (name: Name): HTMLButtonElement => {
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = name === 'warn' ? 'handle' : 'handle second';
    handle.dataset.handle = name;
    handle.setAttribute('role', 'slider');
    handle.setAttribute('aria-orientation', 'vertical');
    handle.setAttribute('aria-label', LABELS[name]);
    handle.hidden = true;
    handle.addEventListener('pointerdown', event => {
      event.preventDefault();
      event.stopPropagation();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener('pointermove', event => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      event.stopPropagation();
      const value = valueAt(event.clientY);
      if (value !== null && value !== values[name]) set(name, value);
    });
    handle.addEventListener('keydown', event => {
      const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      const value = values[name];
      if (step === undefined || value === null) return;
      event.preventDefault();
      event.stopPropagation();
      const { min, max } = bounds();
      set(name, Math.round((value + (max - min > 20 ? step : step / 10)) * 1000) / 1000);
    });
    plot.append(handle);
    return handle;
  };
  for (const name of ['critical', 'warn'] as const) handles.set(name, make(name));
  new ResizeObserver(() => {
    for (const name of handles.keys()) draw(name);
  }).observe(plot);
  return {
    place(lines) {
      values = lines ?? { warn: null, critical: null };
      for (const name of handles.keys()) draw(name);
    },
  };
}
