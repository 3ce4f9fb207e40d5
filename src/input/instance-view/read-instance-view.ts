import type { ArmReader } from '../resource-graph/arm-reader.ts';
import type { InstanceViewAnswer } from '../row-source.ts';
import { instanceViewPath } from './instance-view-path.ts';

const apiVersion = '2024-07-01';

/** Asks Compute for the instance view of a machine, which Resource Graph does not hold. Never throws at what comes back. */
export async function readInstanceView(machineId: string, arm: ArmReader): Promise<InstanceViewAnswer> {
  const path = instanceViewPath(machineId);
  if (path === undefined) return { kind: 'failed', because: `'${machineId}' is not the id of a virtual machine` };
  const answer = await arm.get(path, apiVersion);
  if (answer.ok) {
    const { body } = answer;
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? { kind: 'view', view: body }
      : { kind: 'failed', because: 'its instance view could not be read: the answer is no object' };
  }
  if (answer.status === 404) return { kind: 'gone' };
  const hint =
    answer.kind === 'denied' ? ' (it takes the permission Microsoft.Compute/virtualMachines/instanceView/read)' : '';
  return { kind: 'failed', because: `its instance view could not be read: ${answer.message}${hint}` };
}
