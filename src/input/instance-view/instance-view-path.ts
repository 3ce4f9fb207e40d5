import { parseResourceId } from '../../resource/parse-resource-id.ts';

/**
 * The path of a machine's instance view. The id is taken apart and put together again from encoded segments: whatever a row says, nothing but
 * the instance view of a machine is asked for. Undefined when it is not the id of a machine.
 * https://learn.microsoft.com/rest/api/compute/virtual-machines/instance-view
 */
export function instanceViewPath(machineId: string): string | undefined {
  const at = { kind: 'live', resourceId: machineId } as const;
  const id = parseResourceId({ kind: 'string', value: machineId, at });
  if (id?.type.toLowerCase() !== 'microsoft.compute/virtualmachines' || id.scope.kind !== 'resourceGroup') {
    return undefined;
  }
  const parts = [id.scope.subscriptionId, id.scope.resourceGroup, ...id.names].map((part) =>
    part.kind === 'string' ? part.value : '',
  );
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return undefined;
  const [subscription = '', group = '', machine = ''] = parts.map(encodeURIComponent);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${machine}/instanceView`;
}
