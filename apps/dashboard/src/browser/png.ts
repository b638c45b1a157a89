import { dayText, momentText, whole } from '../pages/format.ts';
import { rangeWords } from '../pages/range.ts';
import { type ChartState, columnsOf, mainOf } from './chart-state.ts';
import { comparedStroke } from './palette.ts';
import type { SubjectChart } from './subject-chart.ts';

const MARGIN = 28;
const HEAD = 92;
const LINE = 18;

/** Saves what the plots show as a picture, with title, range, series, versions and a footnote burned in. */
export async function savePng(state: ChartState, chart: SubjectChart): Promise<void> {
  const picture = drawPicture(state, chart.canvases());
  const blob = await new Promise<Blob | null>(resolve => picture.toBlob(resolve, 'image/png'));
  if (blob === null) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${state.facts.subject}-${state.facts.range.from}-${state.facts.range.to}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function drawPicture(state: ChartState, canvases: readonly HTMLCanvasElement[]): HTMLCanvasElement {
  const scale = Math.max(1, devicePixelRatio);
  const inner = Math.max(320, ...canvases.map(canvas => canvas.clientWidth));
  const notes = footnotes(state);
  const plots = canvases.reduce((sum, canvas) => sum + canvas.clientHeight + 6, 0);
  const picture = document.createElement('canvas');
  picture.width = (inner + 2 * MARGIN) * scale;
  picture.height = (HEAD + plots + 14 + notes.length * LINE + MARGIN) * scale;
  const ctx = picture.getContext('2d');
  if (ctx === null) return picture;
  const { palette } = state;
  ctx.scale(scale, scale);
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, inner + 2 * MARGIN, picture.height);
  drawHead(ctx, state, inner);
  let top = HEAD;
  for (const canvas of canvases) {
    ctx.drawImage(canvas, MARGIN, top, canvas.clientWidth, canvas.clientHeight);
    top += canvas.clientHeight + 6;
  }
  ctx.fillStyle = palette['ink-2'];
  ctx.font = `400 12.5px ${palette.sans}`;
  notes.forEach((words, i) => {
    ctx.fillText(words, MARGIN, top + 14 + (i + 1) * LINE - 4, inner);
  });
  return picture;
}

function drawHead(ctx: CanvasRenderingContext2D, state: ChartState, inner: number): void {
  const { palette, facts } = state;
  const serif = getComputedStyle(document.querySelector('h1') ?? document.body).fontFamily;
  ctx.fillStyle = palette.ink;
  ctx.font = `500 27px ${serif}`;
  ctx.fillText(facts.name, MARGIN, MARGIN + 20, inner);
  ctx.font = `400 13.5px ${palette.sans}`;
  ctx.fillStyle = palette['ink-2'];
  ctx.fillText(`${mainOf(state).name}, ${rangeWords(facts.range, facts.step)}`, MARGIN, MARGIN + 42, inner);
  let left = MARGIN;
  columnsOf(state, 'compared').forEach((column, i) => {
    const { colour, dash } = comparedStroke(palette, i + 1);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.6;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(left, MARGIN + 56);
    ctx.lineTo(left + 22, MARGIN + 56);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = palette.ink;
    ctx.fillText(column.name, left + 28, MARGIN + 60);
    left += 28 + ctx.measureText(column.name).width + 20;
  });
}

/** What a reader of the picture must know: formula, position, time, and what hollow and hatched mean. */
function footnotes({ facts, readings }: ChartState): string[] {
  const low = readings.some(reading => reading.coverage === 'low');
  const demo = readings.some(reading => reading.demo);
  const stands = [
    'Days are UTC.',
    low ? 'Hollow: low coverage, under 5 reports or 2 outlets in 14 days.' : '',
    'A gap: no reports, no reading.',
    demo ? 'Hatched: demo reports, from invented outlets.' : '',
  ];
  return [
    `Formula ${facts.formula}. Log position ${whole(facts.asOf)}. Latest data ${dayText(facts.standing)}.`,
    stands.filter(part => part !== '').join(' '),
    `Tensiometer, ${location.host}, drawn ${momentText(new Date().toISOString())} UTC.`,
  ];
}
