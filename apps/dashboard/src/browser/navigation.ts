import { wordsOf } from './api.ts';
import { find } from './dom.ts';
import { loadParts, placeParts } from './parts.ts';

export type Navigation = {
  /** Shows another address of this page in place; `keep` takes the place of the last address in the history. */
  go(address: string, options?: { keep?: boolean }): void;
  /** Asks for the page again as it is now; answers its position, or null when another address was asked for meanwhile. */
  refresh(): Promise<number | null>;
};

/**
 * Lets the links and forms of a subject's page show their address in place: the server renders it, and its parts are put
 * where the old ones were. The old picture stays, dimmed, until the new one is there.
 */
export function navigation({ placed }: { placed(position: number): void }): Navigation {
  const main = find('#main', HTMLElement);
  let under: AbortController | null = null;
  let shownQuery = queryOf(location.href);

  const load = async (address: string): Promise<{ position: number; address: string } | null> => {
    under?.abort();
    const mine = new AbortController();
    under = mine;
    try {
      const loaded = await loadParts(address, mine.signal);
      if (mine.signal.aborted) return null;
      placeParts(loaded.page);
      for (const id of ['chart-view', 'mass', 'panels']) mirror(loaded.page, id);
      return { position: Number(loaded.page.documentElement.dataset.position ?? 0), address: loaded.address };
    } catch (error) {
      if (mine.signal.aborted) return null;
      throw error;
    } finally {
      if (under === mine) under = null;
    }
  };
  const go = async (address: string, keep: boolean | null) => {
    if (main) main.ariaBusy = 'true';
    try {
      const loaded = await load(address);
      if (loaded === null) return;
      if (keep === true) history.replaceState(null, '', loaded.address);
      else if (keep === false) history.pushState(null, '', loaded.address);
      shownQuery = queryOf(location.href);
      placed(loaded.position);
    } catch (error) {
      const trouble = find('#trouble', HTMLElement);
      const words = document.createElement('p');
      words.className = 'band failed';
      words.textContent = wordsOf(error);
      trouble?.replaceChildren(words);
    }
    if (under === null && main) main.ariaBusy = 'false';
  };

  document.addEventListener('click', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('#main a[href]') : null;
    if (link === null || link.pathname !== location.pathname || link.hash !== '') return;
    const { openDay, closeDay, reload, file } = link.dataset;
    if (openDay !== undefined || closeDay !== undefined || reload !== undefined || file !== undefined) return;
    event.preventDefault();
    for (const menu of document.querySelectorAll('.menu[open]')) menu.removeAttribute('open');
    void go(withPlace(link.href), false);
  });
  document.addEventListener('submit', event => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.navigate === undefined) return;
    event.preventDefault();
    form.closest('details')?.removeAttribute('open');
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void go(withPlace(`${form.action}?${query(form)}`), false);
  });
  document.addEventListener('change', event => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.type !== 'date' || field.value === '') return;
    field.form?.requestSubmit();
  });
  addEventListener('popstate', () => {
    // the drawer follows its own part of the address
    if (queryOf(location.href) === shownQuery) return;
    void go(location.href, null);
  });

  return {
    go: (address, { keep = false } = {}) => void go(address, keep),
    async refresh() {
      if (under !== null) return null;
      return (await load(location.href))?.position ?? null;
    },
  };
}

/** Takes over whether an element is shown, its panels and its words, without touching what is drawn in it. */
function mirror(page: Document, id: string): void {
  const [old, fresh] = [find(`#${id}`, HTMLElement), find(`#${id}`, HTMLElement, page)];
  if (old === null || fresh === null) return;
  old.hidden = fresh.hidden;
  const names = (element: HTMLElement) =>
    [...element.querySelectorAll<HTMLElement>('[data-panel]')].map(panel => panel.dataset.panel).join();
  if (id === 'panels' && names(old) !== names(fresh)) old.replaceChildren(...fresh.childNodes);
  if (id !== 'chart-view') return;
  const label = find('#plot', HTMLElement, page)?.getAttribute('aria-label');
  if (label) find('#plot', HTMLElement)?.setAttribute('aria-label', label);
}

/** The address of a link, at the day that is open now: links were written before it was opened. */
function withPlace(address: string): string {
  const url = new URL(address, location.href);
  const at = new URLSearchParams(location.search).get('at');
  if (at === null) url.searchParams.delete('at');
  else url.searchParams.set('at', at);
  return `${url.pathname}${url.search.replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}

function query(form: HTMLFormElement): string {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value !== '');
  return new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)])).toString();
}

function queryOf(address: string): string {
  const { searchParams } = new URL(address);
  searchParams.delete('at');
  return searchParams.toString();
}
