import type { Chart } from 'chart.js';
import { type ChartState, colouringLine } from './chart-state.ts';

/** Ink of the tension line: cut hard at the lines set on it, never blended. */
export function levelInk(chart: Chart, state: ChartState): string | CanvasGradient {
  const { palette } = state;
  const line = colouringLine(state);
  const { chartArea: area, scales } = chart;
  const scale = scales.y;
  // a chart that is hidden has no height to place the stops in
  if (line === null || area === undefined || scale === undefined || area.bottom <= area.top) return palette.ink;
  const part = (value: number) =>
    Math.min(1, Math.max(0, (scale.getPixelForValue(value) - area.top) / (area.bottom - area.top)));
  const gradient = chart.ctx.createLinearGradient(0, area.top, 0, area.bottom);
  const critical = line.critical === null ? 0 : part(line.critical);
  const warn = part(line.warn);
  const stops: [number, string][] = [
    [0, line.critical === null ? palette['warn-line'] : palette.crit],
    [critical, line.critical === null ? palette['warn-line'] : palette.crit],
    [critical, palette['warn-line']],
    [warn, palette['warn-line']],
    [warn, palette.ink],
    [1, palette.ink],
  ];
  for (const [at, colour] of stops) gradient.addColorStop(at, colour);
  return gradient;
}

/** Ink of one value by the same lines. */
export function valueInk(value: number, state: ChartState): string {
  const line = colouringLine(state);
  if (line === null || value < line.warn) return state.palette.ink;
  return line.critical !== null && value >= line.critical ? state.palette.crit : state.palette.warn;
}

/** Stripes in a colour for bars that rest on demo rows. */
export function stripes(ctx: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = 5;
  tile.height = 5;
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 2.2;
  pen.beginPath();
  for (const x of [-5, 0, 5]) {
    pen.moveTo(x, 5);
    pen.lineTo(x + 5, 0);
  }
  pen.stroke();
  return ctx.createPattern(tile, 'repeat') ?? colour;
}

/** Diagonal hairlines clipped to the path that is current in `ctx`. */
export function hatch(
  ctx: CanvasRenderingContext2D,
  box: { left: number; right: number; top: number; bottom: number },
  colour: string,
): void {
  const height = box.bottom - box.top;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let x = box.left - height; x < box.right; x += 6) {
    ctx.moveTo(x, box.bottom);
    ctx.lineTo(x + height, box.top);
  }
  ctx.stroke();
}

/** Text with a rim of paper, so that it can be read across a line. */
export function haloText(
  ctx: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  colour: string,
  paper: string,
): void {
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = paper;
  ctx.strokeText(words, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(words, x, y);
}
