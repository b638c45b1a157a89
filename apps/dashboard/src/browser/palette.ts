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
