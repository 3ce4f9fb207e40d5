import type { ConnectionOptions } from '../scan/index.ts';
import type { CloudName } from '../input/resource-graph/clouds.ts';
import { cloudNames } from '../input/resource-graph/clouds.ts';
import type { CredentialName } from '../input/resource-graph/credential-names.ts';
import { credentialNames } from '../input/resource-graph/credential-names.ts';
import type { ConnectionFlags } from './audit-flags.ts';
import type { Host } from './host.ts';

/** How the flags say that Azure is reached. */
export function connectionOf(flags: ConnectionFlags, host: Host): ConnectionOptions {
  const cloud = cloudNames.find((name): name is CloudName => name === flags.cloud);
  const credential = credentialNames.find((name): name is CredentialName => name === flags.credential);
  return {
    environment: host.environment,
    ...(host.certificateAuthority !== undefined && { certificateAuthority: host.certificateAuthority }),
    ...(cloud !== undefined && { cloud }),
    ...(credential !== undefined && { credential }),
    ...(flags['sign-in-tenant'] !== undefined && { signInTenant: flags['sign-in-tenant'] }),
    ...(flags['arm-endpoint'] !== undefined && { armEndpoint: flags['arm-endpoint'] }),
  };
}
