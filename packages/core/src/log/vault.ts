import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keeps what must be read again (unlike a password) from whoever has the database alone, and vouches for links. */
export type Vault = {
  /** A text under lock; two of the same text differ. */
  seal(text: string): Buffer;
  /** The text again; null when it was sealed with another key, or changed. */
  open(sealed: Buffer): string | null;
  /** A code of 43 characters that only this installation can make for a text. */
  vouch(text: string): string;
  /** Whether a code was made for a text, in a time that tells nothing. */
  vouched(text: string, code: string): boolean;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A vault whose locks are made of the installation's secret (AES-256-GCM and HMAC-SHA256, each with a key of its own). */
export function createVault(secret: string): Vault {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', secret, 'tensiometer', use, 32));
  const [locks, links] = [derived('channel secrets'), derived('signed links')];
  const vouch = (text: string) => createHmac('sha256', links).update(text).digest('base64url');
  return {
    vouch,
    vouched: (text, code) => {
      const [expected, given] = [Buffer.from(vouch(text)), Buffer.from(code)];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
    seal: text => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', locks, nonce);
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
    },
    open: sealed => {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', locks, sealed.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
        return text.toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
