import type { Resource } from '../../resource/resource.ts';
import type { Value } from '../../resource/value.ts';
import { lookUp } from '../../estate/read-property.ts';

/** What may own a machine, so that it is made again instead of restored. */
export const ownerClasses = [
  'scaleSet',
  'databricks',
  'openShift',
  'aks',
  'avd',
  'packer',
  'spot',
  'ephemeralDisk',
] as const;
export type OwnerClass = (typeof ownerClasses)[number];

/** What owns a machine, and by which sign it was recognised. */
export interface MachineOwner {
  readonly kind: OwnerClass;
  readonly because: string;
}

/**
 * What else owns a machine; undefined for those that are their own. The signs of Databricks and OpenShift are those that Microsoft's
 * own policy leaves out (013e242c-8828-4970-87b3-ab247555486d).
 */
export function ownerOf(machine: Resource): MachineOwner | undefined {
  return (
    scaleSet(machine) ??
    databricks(machine) ??
    openShift(machine) ??
    kubernetes(machine) ??
    desktop(machine) ??
    imageBuilder(machine) ??
    replaceable(machine)
  );
}

/** https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-orchestration-modes */
function scaleSet(machine: Resource): MachineOwner | undefined {
  const id = textAt(machine, 'properties', 'virtualMachineScaleSet', 'id');
  if (id !== '') return owner('scaleSet', 'it is an instance of a scale set');
  const managedBy = textAt(machine, 'managedBy');
  return /\/virtualMachineScaleSets\//i.test(managedBy)
    ? owner('scaleSet', 'it is an instance of a scale set')
    : undefined;
}

function databricks(machine: Resource): MachineOwner | undefined {
  const isNamed = groupOf(machine).startsWith('databricks-rg-');
  const isPublished = hasPublisher(machine, 'azuredatabricks');
  const isTagged = tagOf(machine, 'Vendor').toLowerCase() === 'databricks';
  return isNamed || isPublished || isTagged ? owner('databricks', 'Azure Databricks owns it') : undefined;
}

function openShift(machine: Resource): MachineOwner | undefined {
  return hasPublisher(machine, 'azureopenshift') ? owner('openShift', 'Azure Red Hat OpenShift owns it') : undefined;
}

/** Node resource groups are called `MC_group_cluster_region`: https://learn.microsoft.com/azure/aks/faq */
function kubernetes(machine: Resource): MachineOwner | undefined {
  const managedBy = textAt(machine, 'managedBy');
  const isManaged = /\/Microsoft\.ContainerService\/managedClusters\//i.test(managedBy);
  const isNamed = /^mc_.+_.+_.+$/.test(groupOf(machine));
  const isTagged = tagNames(machine).some((name) => name.toLowerCase().startsWith('aks-managed-'));
  return isManaged || isNamed || isTagged ? owner('aks', 'it is a node of Azure Kubernetes Service') : undefined;
}

/** Azure Virtual Desktop tags its session hosts with their host pool; its images have a kind of their own. */
function desktop(machine: Resource): MachineOwner | undefined {
  const isHost = /\/Microsoft\.DesktopVirtualization\/hostPools\//i.test(tagOf(machine, 'cm-resource-parent'));
  const image = textAt(machine, 'properties', 'storageProfile', 'imageReference', 'sku');
  const isDesktop = hasPublisher(machine, 'microsoftwindowsdesktop') && /(^|-)(avd|evd)(-|$)/i.test(image);
  return isHost || isDesktop ? owner('avd', 'it is a session host of Azure Virtual Desktop') : undefined;
}

/** Packer and Azure VM Image Builder make machines for the time of a build. */
function imageBuilder(machine: Resource): MachineOwner | undefined {
  const isPacker = groupOf(machine).startsWith('pkr-resource-group-') || nameOf(machine).startsWith('pkrvm');
  if (isPacker) return owner('packer', 'Packer made it for the time of a build');
  return tagOf(machine, 'createdBy').toLowerCase() === 'azurevmimagebuilder'
    ? owner('packer', 'Azure VM Image Builder made it for the time of a build')
    : undefined;
}

/** Machines that Azure may take away, and those whose disk is lost when they stop. */
function replaceable(machine: Resource): MachineOwner | undefined {
  const priority = textAt(machine, 'properties', 'priority').toLowerCase();
  if (priority === 'spot' || priority === 'low') return owner('spot', 'it is a Spot machine, which Azure may evict');
  const disk = textAt(machine, 'properties', 'storageProfile', 'osDisk', 'diffDiskSettings', 'option');
  return disk.toLowerCase() === 'local'
    ? owner('ephemeralDisk', 'its operating system disk is ephemeral, which Azure Backup does not support')
    : undefined;
}

function owner(kind: OwnerClass, what: string): MachineOwner {
  return { kind, because: `${what} (audit.exempt.${kind})` };
}

function hasPublisher(machine: Resource, publisher: string): boolean {
  const publishers = [
    textAt(machine, 'plan', 'publisher'),
    textAt(machine, 'properties', 'storageProfile', 'imageReference', 'publisher'),
  ];
  return publishers.some((each) => each.toLowerCase() === publisher);
}

function groupOf({ id: { scope } }: Resource): string {
  return scope.kind === 'resourceGroup' ? lowerText(scope.resourceGroup) : '';
}

function nameOf({ id: { names } }: Resource): string {
  return lowerText(names.at(-1));
}

function tagNames({ body }: Resource): readonly string[] {
  const tags = body.properties.get('tags');
  return tags?.kind === 'object' ? [...tags.properties].map(({ key }) => key) : [];
}

function tagOf(machine: Resource, name: string): string {
  return textAt(machine, 'tags', name);
}

/** The text at a path; empty when there is none. */
function textAt(machine: Resource, ...path: readonly string[]): string {
  const found = lookUp(machine, path);
  return found.state === 'present' && found.value.kind === 'string' ? found.value.value : '';
}

function lowerText(value: Value | undefined): string {
  return value?.kind === 'string' ? value.value.toLowerCase() : '';
}
