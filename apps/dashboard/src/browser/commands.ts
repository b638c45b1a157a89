import { tell, wordsOf } from './api.ts';
import { find } from './dom.ts';

/** Says beside a control what came of it. */
export function say(place: Element | null, text: string, outcome: 'done' | 'failed' | 'waiting'): void {
  if (!(place instanceof HTMLElement)) return;
  place.dataset.outcome = outcome;
  place.textContent = text;
}

/** Makes buttons with `data-method` and `data-action` send their command, and say the answer beside themselves. */
export function startCommands(): void {
  document.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button === null) return;
    const { method, action, copy } = button.dataset;
    if (method !== undefined && action !== undefined) void send(button, method, action);
    if (copy !== undefined) void copyText(button, copy);
  });
}

async function send(button: HTMLButtonElement, method: string, action: string): Promise<void> {
  const place = button.parentElement?.querySelector('.said') ?? null;
  button.disabled = true;
  say(place, '', 'waiting');
  try {
    await tell(method, action);
    say(place, button.dataset.said ?? 'Done.', 'done');
    if (button.dataset.once === undefined) button.disabled = false;
    if (button.dataset.then === 'reload') location.reload();
    // the overview is where reports are seen to arrive
    if (button.dataset.then === 'overview' && location.pathname !== '/') location.assign('/');
    const main = find('#main[data-pending]', HTMLElement);
    if (button.dataset.once !== undefined && main) main.dataset.pending = 'yes';
  } catch (error) {
    say(place, wordsOf(error), 'failed');
    button.disabled = false;
  }
}

async function copyText(button: HTMLButtonElement, id: string): Promise<void> {
  const source = find(`#${CSS.escape(id)}`, HTMLElement);
  if (source === null) return;
  try {
    await navigator.clipboard.writeText(source.textContent ?? '');
    button.textContent = 'Copied';
  } catch {
    // without a clipboard (plain http) the text is at least selected for the keyboard
    getSelection()?.selectAllChildren(source);
    button.textContent = 'Selected';
  }
}
