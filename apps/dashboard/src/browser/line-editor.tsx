import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { Threshold } from '@tensiometer/core/domain/threshold.ts';
import type { BacktestAnswer, ChannelView } from '@tensiometer/core/wire/api.ts';
import { BacktestStrip } from '../pages/backtest-strip.tsx';
import { ChannelChoices } from '../pages/line-details.tsx';
import { readLine } from '../pages/line-fields.ts';
import { ask, tell, wordsOf } from './api.ts';
import { say } from './commands.ts';
import { draw, find } from './dom.ts';
import { lineHandles } from './line-drag.ts';

/** A pause in moving a line after which what it would have done is asked for. */
const SETTLE_MS = 120;

export type LineEditor = { redraw(): void };

/**
 * Makes the form of a line live: handles on the chart and the number fields say the same, and the strip under it follows
 * both. While an answer is under way the strip of before stays, dimmed. `indicator` is that of the chart beside it.
 */
export function startLineEditor(subject: Subject | null, indicator: () => string | null): LineEditor {
  const form = find('#line-form', HTMLFormElement);
  const strip = find('#backtest', HTMLElement);
  if (form === null || strip === null) return { redraw: () => {} };
  let timer = 0;
  let asked = 0;

  const preview = async () => {
    const mine = ++asked;
    const read = readLine(new FormData(form), subject);
    if (!read.ok) {
      say(form.querySelector('.said'), read.words, 'failed');
      return;
    }
    strip.dataset.stale = 'yes';
    try {
      const answer = (await tell('POST', '/api/v1/thresholds/preview', read.body)) as BacktestAnswer;
      if (mine !== asked) return;
      draw(strip, <BacktestStrip answer={answer} />);
      say(form.querySelector('.said'), '', 'done');
    } catch (error) {
      if (mine === asked) say(form.querySelector('.said'), wordsOf(error), 'failed');
    } finally {
      if (mine === asked) delete strip.dataset.stale;
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(preview, SETTLE_MS);
  };

  const field = (name: string) => {
    const found = form.elements.namedItem(name);
    return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : null;
  };
  const numberOf = (name: string) => {
    const value = field(name)?.value ?? '';
    return value === '' || !Number.isFinite(Number(value)) ? null : Number(value);
  };
  const [plot, canvas] = [find('#plot', HTMLElement), find('#main-chart', HTMLCanvasElement)];
  const handles =
    plot !== null && canvas !== null
      ? lineHandles(plot, canvas, (name, value) => {
          const input = field(name);
          if (input) input.value = String(value);
          soon();
        })
      : null;
  const place = () => {
    const level = ['above', 'below', 'outside'].includes(field('comparison')?.value ?? '');
    const shown = level && field('indicator')?.value === indicator();
    handles?.place(shown ? { warn: numberOf('warn'), critical: numberOf('critical') } : null);
  };

  form.addEventListener('input', () => {
    place();
    soon();
  });
  form.addEventListener('change', () => {
    place();
    soon();
  });
  strip.addEventListener('click', event => {
    const line = event.target instanceof Element ? event.target.closest('[data-try-line]') : null;
    const input = field('warn');
    if (!(line instanceof HTMLElement) || input === null) return;
    input.value = line.dataset.tryLine ?? input.value;
    place();
    soon();
  });
  form.addEventListener('submit', event => {
    // trying is what the strip does already
    if (event.submitter instanceof HTMLButtonElement && event.submitter.formMethod === 'get') {
      event.preventDefault();
      soon();
    }
  });
  void showChannels();
  // the first strip costs a question: it is asked once the form comes into sight
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    observer.disconnect();
    if (strip.childElementCount === 0) soon();
    place();
  }).observe(form);
  return { redraw: place };
}

async function showChannels(): Promise<void> {
  const into = find('#line-channels', HTMLElement);
  if (into === null) return;
  // Written by our own page in the same build, from the line itself.
  const routes = JSON.parse(into.dataset.routes ?? '[]') as Threshold['channels'];
  try {
    const { channels } = await ask<{ channels: ChannelView[] }>('/api/v1/channels');
    draw(into, <ChannelChoices channels={channels} routes={routes} />);
  } catch {
    // what the line has stays in the form, hidden
  }
}
