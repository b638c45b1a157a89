import { find, keepFocus } from './dom.ts';

/**
 * Asks the server for a page and puts those of its parts that carry `data-part` in place of the ones on screen: what a
 * script shows is what a reload would show. A part in which someone is typing stays. Answers the new page.
 */
export async function loadParts(address: string, signal: AbortSignal): Promise<{ page: Document; address: string }> {
  const response = await fetch(address, { headers: { accept: 'text/html' }, signal });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  // signed out, or another subject: the browser shows that page itself
  if (page.documentElement.dataset.page !== document.documentElement.dataset.page) location.assign(address);
  return { page, address: response.redirected ? response.url : address };
}

/** Puts the parts of a page that was loaded in place. */
export function placeParts(page: Document): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-part]')) {
    const fresh = find(`#${CSS.escape(part.id)}`, HTMLElement, page);
    if (fresh === null || isTypedIn(part)) continue;
    for (const menu of part.querySelectorAll('details[open]'))
      fresh.querySelector(`#${CSS.escape(menu.id)}`)?.setAttribute('open', '');
    keepFocus(part, () => {
      for (const { name } of [...part.attributes]) if (!fresh.hasAttribute(name)) part.removeAttribute(name);
      for (const { name, value } of [...fresh.attributes]) part.setAttribute(name, value);
      part.replaceChildren(...fresh.childNodes);
    });
  }
}

function isTypedIn(part: HTMLElement): boolean {
  const active = document.activeElement;
  return active instanceof HTMLInputElement && part.contains(active);
}
