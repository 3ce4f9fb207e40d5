import type { DoctorFlags } from './audit-flags.ts';
import type { ExitCode } from './exit-code.ts';
import type { Host } from './host.ts';

export async function doctorCommand(_flags: DoctorFlags, _host: Host): Promise<ExitCode> {
  return Promise.resolve(0);
}
