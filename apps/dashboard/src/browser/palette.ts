const NAMES = [
  'paper',
  'ink',
  'ink-2',
  'ink-3',
  'rule',
  'grid',
  'edge',
  'crit',
  'warn',
  'warn-line',
  'coop',
  'conf-bar',
  'coop-bar',
  'low',
  'hatch',
  'wash-warn',
  'wash-crit',
  'line-1',
  'line-2',
  'line-3',
  'line-4',
  'line-5',
  'line-6',
] as const;

export type Ink = (typeof NAMES)[number];
export type Palette = Record<Ink, string> & { sans: string };

/** The colours of the page as a canvas needs them, resolved for the theme in force. */
export function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const resolve = (name: Ink): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const inks = Object.fromEntries(NAMES.map(name => [name, resolve(name)])) as Record<Ink, string>;
  probe.remove();
  return { ...inks, sans: getComputedStyle(document.body).fontFamily };
}

/** Stroke of the n-th compared subject, from 1: a colour that is no signal, and a dash of its own. */
export function comparedStroke(palette: Palette, n: number): { colour: string; dash: number[] } {
  const inks: Ink[] = ['line-1', 'line-2', 'line-3', 'line-4', 'line-5', 'line-6'];
  const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4]];
  return { colour: palette[inks[n - 1] ?? 'low'], dash: dashes[n - 1] ?? [] };
}
