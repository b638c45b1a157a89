import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import { readLine } from '../pages/line-fields.ts';
import { LineList } from '../pages/line-list.tsx';
import { ask, tell, wordsOf } from './api.ts';
import { coalesced } from './coalesced.ts';
import { say } from './commands.ts';
import { draw, find } from './dom.ts';

export type Lines = { all(): ThresholdView[]; reload(): void };

/** Makes the lines of a page live: set by the form, removed by their button, each drawn at once. */
export function startLines(subject: Subject | null, changed: (lines: ThresholdView[]) => void): Lines {
  const list = find('#line-list', HTMLElement);
  const form = find('#line-form', HTMLFormElement);
  // Written by our own page in the same build, from `ThresholdView`s.
  let lines = JSON.parse(list?.dataset.lines ?? '[]') as ThresholdView[];

  const show = (next: ThresholdView[]) => {
    lines = next;
    if (list) draw(list, <LineList lines={lines} named={list.dataset.named === 'yes'} />);
    changed(lines);
  };
  const reload = coalesced(async () => {
    const path = subject === null ? '/api/v1/thresholds' : `/api/v1/thresholds?subject=${encodeURIComponent(subject)}`;
    const { thresholds } = await ask<{ thresholds: ThresholdView[] }>(path);
    show(thresholds);
  });

  const set = async (target: HTMLFormElement) => {
    const place = target.querySelector('.said');
    const read = readLine(new FormData(target), subject);
    if (!read.ok) {
      say(place, read.words, 'failed');
      return;
    }
    const { thresholdId, body } = read;
    try {
      await tell('PUT', `/api/v1/thresholds/${encodeURIComponent(thresholdId)}`, body);
      say(place, 'The line is set.', 'done');
      reload();
    } catch (error) {
      say(place, wordsOf(error), 'failed');
    }
  };
  const remove = async (thresholdId: string) => {
    const place = form?.querySelector('.said') ?? null;
    try {
      await tell('DELETE', `/api/v1/thresholds/${encodeURIComponent(thresholdId)}`);
      show(lines.filter(line => line.thresholdId !== thresholdId));
      say(place, 'The line is removed.', 'done');
    } catch (error) {
      say(place, wordsOf(error), 'failed');
    }
  };

  form?.addEventListener('submit', event => {
    const tries = event.submitter instanceof HTMLButtonElement && event.submitter.formMethod === 'get';
    if (tries) return;
    event.preventDefault();
    void set(form);
  });
  list?.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('[data-remove-line]') : null;
    const thresholdId = button?.getAttribute('data-remove-line');
    if (thresholdId) void remove(thresholdId);
  });
  return { all: () => lines, reload };
}
