import type { Child } from 'hono/jsx';
import { render } from 'hono/jsx/dom';

type Kind<T extends Element> = { new (): T };

/** The first element that matches, if it is of the kind; null otherwise. */
export function find<T extends Element>(selector: string, kind: Kind<T>, within: ParentNode = document): T | null {
  const found = within.querySelector(selector);
  return found instanceof kind ? found : null;
}

/** Draws components into an element, in place of what was there, and keeps the focus where it was. */
export function draw(into: Element, content: Child | null): void {
  keepFocus(into, () => {
    if (content === null) into.replaceChildren();
    else render(content, into as HTMLElement);
  });
}

/** Lets `work` replace what is in an element, and gives the focus back to what stands in the place of the focused one. */
export function keepFocus(into: Element, work: () => void): void {
  const place = focusPlace(into);
  work();
  if (place === null) return;
  const again = into.querySelector(place);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/** A selector that finds the focused element again after its parent was drawn anew. */
function focusPlace(within: Element): string | null {
  const active = document.activeElement;
  if (active === null || !within.contains(active)) return null;
  if (active.id !== '') return `#${CSS.escape(active.id)}`;
  const href = active.getAttribute('href');
  return href === null ? null : `a[href="${CSS.escape(href)}"]`;
}

/** Says that the page shows the log up to a position; a bench and the tests wait for it. */
export function markDrawn(position: number): void {
  document.documentElement.dataset.drawn = String(position);
  document.dispatchEvent(
    new CustomEvent('tensiometer:drawn', { bubbles: true, detail: { position, at: performance.now() } }),
  );
}
