/** The address of the page with some of its parts changed; null takes a part away. */
export function addressWith(change: Record<string, string | null>): string {
  const search = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(change)) {
    if (value === null) search.delete(key);
    else search.set(key, value);
  }
  const text = search.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return `${location.pathname}${text === '' ? '' : `?${text}`}`;
}

/** A part of the address of the page. */
export function asked(key: string): string | null {
  return new URLSearchParams(location.search).get(key);
}
