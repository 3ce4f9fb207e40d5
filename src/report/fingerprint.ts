import { digest } from '../text/digest.ts';
import type { SourceFile } from '../text/source-file.ts';
import { lineHashes } from './line-hash.ts';

/** Gives the fingerprint of a line of a file. */
export type LineFingerprints = (file: SourceFile, line: number) => string | undefined;

/** Fingerprints of lines, 1-based; each file is hashed once, when first asked for. Nothing for a line that the file does not have. */
export function createLineFingerprints(): LineFingerprints {
  const known = new Map<SourceFile, readonly string[]>();
  return (file, line) => {
    let hashes = known.get(file);
    if (hashes === undefined) known.set(file, (hashes = lineHashes(file.text)));
    return hashes[line - 1];
  };
}

/** The fingerprint of something that stands in no text: half a SHA-256 of the parts, the last ignoring case (a resource id). */
export function keyFingerprint(ruleId: string, id: string): string {
  const hash = digest('sha256', `${ruleId}\0${id.toLowerCase()}`);
  return `${hash.toString('hex').slice(0, 16)}:1`;
}
