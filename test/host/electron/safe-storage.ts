/**
 * safeStorage as a test double: the cipher is real, the key is not secret. As in Electron on Linux, the first three
 * bytes tell what protected a text: `v11` a keyring, `v10` a key that everybody knows.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { host } from '../state.ts';
import { strict } from '../strict.ts';

const prefixLength = 3;
const ivLength = 12;
const tagLength = 16;

/** A person's machine is never promised a keychain by this host. */
function hasKeyring(): boolean {
  return !host.commandLine.headed && process.env['HOST_KEYCHAIN'] !== 'none';
}

function keyFor(prefix: string): Buffer {
  return createHash('sha256').update(`browser host test double ${prefix}`).digest();
}

function requireReady(): void {
  if (!host.isReady) throw new Error('safeStorage cannot be used before app is ready');
}

/** Encrypts with the named kind of key. */
export function encrypt(prefix: 'v10' | 'v11', text: string): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', keyFor(prefix), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from(prefix), iv, cipher.getAuthTag(), body]);
}

/** Decrypts what `encrypt` made; throws for anything else. */
export function decrypt(encrypted: Buffer): { prefix: string; text: string } {
  const prefix = encrypted.subarray(0, prefixLength).toString('latin1');
  const body = encrypted.subarray(prefixLength);
  if ((prefix !== 'v10' && prefix !== 'v11') || body.length < ivLength + tagLength) {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.');
  }
  const decipher = createDecipheriv('aes-256-gcm', keyFor(prefix), body.subarray(0, ivLength));
  decipher.setAuthTag(body.subarray(ivLength, ivLength + tagLength));
  const text =
    decipher.update(body.subarray(ivLength + tagLength), undefined, 'utf8') + decipher.final('utf8');
  return { prefix, text };
}

export const safeStorage = strict('safeStorage', {
  // True even without a keyring, as in Electron on Linux: only the prefix and the backend tell the truth.
  isAsyncEncryptionAvailable: async () => host.isReady,
  getSelectedStorageBackend: () => {
    if (!host.isReady) return 'unknown';
    return hasKeyring() ? 'gnome_libsecret' : 'basic_text';
  },
  encryptStringAsync: async (text: string) => {
    requireReady();
    return encrypt(hasKeyring() ? 'v11' : 'v10', text);
  },
  decryptStringAsync: async (encrypted: Buffer) => {
    requireReady();
    const { prefix, text } = decrypt(Buffer.from(encrypted));
    if (prefix === 'v11' && !hasKeyring()) throw new Error('The keyring is temporarily unavailable.');
    return { result: text, shouldReEncrypt: prefix === 'v10' && hasKeyring() };
  },
});
