import { find } from './dom.ts';

/** Makes the two links "Chart" and "Table" switch in place; the address says which is shown. */
export function startViewSwitch(shown: () => void): void {
  const chart = find('#chart-view', HTMLElement);
  const table = find('#table-view', HTMLElement);
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-view]')];
  for (const link of links) {
    link.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !chart || !table) return;
      event.preventDefault();
      const isTable = link.dataset.view === 'table';
      chart.hidden = isTable;
      table.hidden = !isTable;
      for (const other of links) {
        if (other === link) other.setAttribute('aria-current', 'true');
        else other.removeAttribute('aria-current');
      }
      const address = new URL(location.href);
      if (isTable) address.searchParams.set('view', 'table');
      else address.searchParams.delete('view');
      history.replaceState(null, '', address);
      if (!isTable) shown();
    });
  }
}
