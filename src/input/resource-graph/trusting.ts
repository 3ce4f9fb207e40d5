import { rootCertificates } from 'node:tls';
import type { TlsSettings } from '@azure/core-rest-pipeline';

/** The settings that trust a certificate (PEM) besides the usual ones; to name it alone would distrust these. */
export function trusting(certificateAuthority: string): TlsSettings {
  return { ca: [...rootCertificates, certificateAuthority].join('\n') };
}
