/** Ways to sign in, as `--credential` names them. `default` tries the usual ones in order. */
export const credentialNames = [
  'default',
  'environment',
  'workload-identity',
  'managed-identity',
  'azure-cli',
  'azure-powershell',
  'azure-developer-cli',
  'github-oidc',
  'env-token',
] as const;

/** One of `credentialNames`. */
export type CredentialName = (typeof credentialNames)[number];
