import type { ArmReader } from '../resource-graph/arm-reader.ts';
import type { InstanceViewAnswer } from '../row-source.ts';
import { columnOf } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import { instanceViewPath } from './instance-view-path.ts';

const apiVersion = '2024-07-01';

/** Asks Compute for the instance view of a machine, which Resource Graph does not hold. Never throws at what comes back. */
export async function readInstanceView(machineId: string, arm: ArmReader): Promise<InstanceViewAnswer> {
  const path = instanceViewPath(machineId);
  if (path === undefined) return { kind: 'failed', because: `'${machineId}' is not the id of a virtual machine` };
  const answer = await arm.get(path, apiVersion);
  if (answer.ok) {
    const { body } = answer;
    return isInstanceView(body)
      ? { kind: 'view', view: body }
      : { kind: 'failed', because: 'its instance view could not be read: the answer is none' };
  }
  if (answer.status === 404 && isOfMachine(answer.code)) return { kind: 'gone' };
  const hint =
    answer.kind === 'denied' ? ' (it takes the permission Microsoft.Compute/virtualMachines/instanceView/read)' : '';
  return { kind: 'failed', because: `its instance view could not be read: ${answer.message}${hint}` };
}

/** A view has statuses of the machine, and what its agent says. */
function isInstanceView(body: unknown): body is object {
  // Any object may be read by string keys.
  const view = typeof body === 'object' && body !== null ? (body as GraphRow) : {};
  const agent = columnOf(view, 'vmAgent');
  return Array.isArray(columnOf(view, 'statuses')) || (typeof agent === 'object' && agent !== null);
}

/** The machine or its group is not there; that a subscription or an API version is not found says nothing about the machine. */
function isOfMachine(code: string | undefined): boolean {
  return code === undefined || /^(parent)?(resource|resourcegroup)?notfound$/i.test(code);
}
