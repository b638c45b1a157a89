/** Signed bytes from base64, as weights and vectors are kept in JSON. */
export function bytesOf(base64: string): Int8Array {
  const raw = atob(base64);
  const out = new Int8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) out[i] = raw.charCodeAt(i);
  return out;
}
