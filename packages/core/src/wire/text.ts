/** What had to be replaced so that a string can be stored and shown. */
export type TextFlag = 'nul' | 'surrogate';

/** Replaces NUL and lone surrogates by U+FFFD, one for one, and says which it found. */
export function cleanText(text: string): { text: string; flags: TextFlag[] } {
  const flags: TextFlag[] = [];
  let clean = text;
  if (clean.includes('\0')) {
    clean = clean.replaceAll('\0', '\uFFFD');
    flags.push('nul');
  }
  if (!clean.isWellFormed()) {
    clean = clean.toWellFormed();
    flags.push('surrogate');
  }
  return { text: clean, flags };
}

/** Offset of the first byte that breaks UTF-8 (RFC 3629: no overlong forms, no surrogates, up to U+10FFFF); −1 if none does. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) {
      i += 1;
      continue;
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (length === 0 || i + length > bytes.length) return i;
    const second = bytes[i + 1] ?? 0;
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) return i;
    for (let k = 2; k < length; k += 1) {
      if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return i;
    }
    i += length;
  }
  return -1;
}
