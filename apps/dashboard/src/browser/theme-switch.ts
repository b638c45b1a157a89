import { find } from './dom.ts';
import { keepChoice, readChoice, type Theme } from './theme-choice.ts';

const listeners = new Set<() => void>();
const system = matchMedia('(prefers-color-scheme: dark)');

/** Calls back when the colours of the page have changed; canvases must then be drawn again. */
export function onThemeChange(listener: () => void): void {
  listeners.add(listener);
}

/** Makes the switch in the header work and follows the system while nothing was chosen. */
export function startThemeSwitch(): void {
  const button = find('#theme', HTMLButtonElement);
  const words = button?.querySelector('span');
  const current = (): Theme => readTheme() ?? (system.matches ? 'dark' : 'light');
  const label = () => {
    const other = current() === 'dark' ? 'Light' : 'Dark';
    button?.setAttribute('aria-label', `${other} theme`);
    if (words) words.textContent = other;
  };
  const changed = () => {
    label();
    for (const listener of listeners) listener();
  };
  button?.addEventListener('click', () => {
    const theme = current() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    keepChoice(theme);
    changed();
  });
  system.addEventListener('change', changed);
  // paper is light, whatever the screen is
  matchMedia('print').addEventListener('change', changed);
  addEventListener('storage', event => {
    const choice = event.key === 'theme' ? readChoice() : null;
    if (choice === null) return;
    document.documentElement.dataset.theme = choice;
    changed();
  });
  label();
}

function readTheme(): Theme | null {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : null;
}
