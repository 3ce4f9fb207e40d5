/**
 * The hash of a text or of bytes, as bytes. Node's cryptography is loaded when the first thing is hashed: that takes longer than reading most
 * templates, and most runs hash nothing.
 */
export function digest(algorithm: 'sha1' | 'sha256', data: string | Uint8Array): Buffer {
  return process.getBuiltinModule('node:crypto').createHash(algorithm).update(data).digest();
}
