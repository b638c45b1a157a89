import type { SubjectsAnswer } from '@tensiometer/core/wire/api.ts';
import { addressWith } from './address.ts';
import { ask } from './api.ts';
import type { ChartState } from './chart-state.ts';
import { find } from './dom.ts';
import { savePng } from './png.ts';
import type { SubjectChart } from './subject-chart.ts';

/** The small controls around the chart: the link to these very numbers, the picture, the names to compare with. */
export function startSubjectTools(state: ChartState, chart: SubjectChart): void {
  document.addEventListener('click', event => {
    if (!(event.target instanceof Element)) return;
    const copy = event.target.closest('#copy-link');
    if (copy instanceof HTMLAnchorElement) {
      event.preventDefault();
      void copyLink(copy, state);
    }
    if (event.target.closest('[data-more]:not(main)')) find('#main', HTMLElement)?.toggleAttribute('data-more');
    if (event.target.closest('#save-png')) void savePng(state, chart);
    for (const menu of document.querySelectorAll('.menu[open]'))
      if (!menu.contains(event.target)) menu.removeAttribute('open');
  });
  document.addEventListener('keydown', event => {
    const menu = event.key === 'Escape' && event.target instanceof Element ? event.target.closest('.menu[open]') : null;
    if (menu === null) return;
    menu.removeAttribute('open');
    menu.querySelector('summary')?.focus();
  });
  let named = false;
  document.addEventListener('focusin', event => {
    if (named || !(event.target instanceof HTMLInputElement) || event.target.id !== 'compare-with') return;
    named = true;
    void offerNames();
  });
}

/** The address of the page with its range and its position pinned: whoever opens it sees the same numbers. */
async function copyLink(button: HTMLAnchorElement, { facts }: ChartState): Promise<void> {
  const { from, to } = facts.range;
  const path = addressWith({ from, to, range: null, step: facts.step, asOf: String(facts.asOf) });
  const address = new URL(path, location.href).href;
  button.href = address;
  try {
    await navigator.clipboard.writeText(address);
    button.textContent = 'Copied';
  } catch {
    // without a clipboard (plain http) the address bar has it to copy from
    location.assign(address);
  }
}

async function offerNames(): Promise<void> {
  const { subjects } = await ask<SubjectsAnswer>('/api/v1/subjects');
  const list = find('#compare-names', HTMLDataListElement);
  list?.replaceChildren(
    ...subjects.map(({ name }) => {
      const option = document.createElement('option');
      option.value = name;
      return option;
    }),
  );
}
