export type Theme = 'light' | 'dark';
const KEY = 'theme';

/** The theme that the reader chose on this machine; null while the system decides. */
export function readChoice(): Theme | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : null;
  } catch {
    return null; // storage may be forbidden; the choice then lasts for the page
  }
}

/** Keeps the choice for the next page, where storage is allowed. */
export function keepChoice(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // the page shows the theme all the same
  }
}
