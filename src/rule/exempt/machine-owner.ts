import type { Resource } from '../../resource/resource.ts';
import type { Value } from '../../resource/value.ts';

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
/** One of `ownerClasses`. */
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
  const signs = signsOf(machine);
  return (
    scaleSet(signs) ??
    databricks(signs) ??
    openShift(signs) ??
    kubernetes(signs) ??
    desktop(signs) ??
    imageBuilder(signs) ??
    replaceable(signs)
  );
}

/** Where owners leave their signs; texts are empty where nothing is said. */
interface Signs {
  readonly properties: Value | undefined;
  readonly tags: Value | undefined;
  readonly managedBy: string;
  readonly image: Value | undefined;
  /** Of the plan and of the image, in lower case. */
  readonly publishers: readonly string[];
  /** In lower case. */
  readonly group: string;
  readonly name: string;
}

function signsOf({ body, id: { scope, names } }: Resource): Signs {
  const properties = body.properties.get('properties');
  const image = valueAt(properties, 'storageProfile', 'imageReference');
  const publishers = [textAt(body, 'plan', 'publisher'), textAt(image, 'publisher')];
  return {
    properties,
    tags: body.properties.get('tags'),
    managedBy: textAt(body, 'managedBy'),
    image,
    publishers: publishers.map((publisher) => publisher.toLowerCase()),
    group: scope.kind === 'resourceGroup' ? textOf(scope.resourceGroup).toLowerCase() : '',
    name: textOf(names.at(-1)).toLowerCase(),
  };
}

/** https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-orchestration-modes */
function scaleSet({ properties, managedBy }: Signs): MachineOwner | undefined {
  const isInstance = textAt(properties, 'virtualMachineScaleSet', 'id') !== '';
  return isInstance || /\/virtualMachineScaleSets\//i.test(managedBy)
    ? owner('scaleSet', 'it is an instance of a scale set')
    : undefined;
}

function databricks({ group, publishers, tags }: Signs): MachineOwner | undefined {
  const isNamed = group.startsWith('databricks-rg-');
  const isPublished = publishers.includes('azuredatabricks');
  const isTagged = textAt(tags, 'Vendor').toLowerCase() === 'databricks';
  return isNamed || isPublished || isTagged ? owner('databricks', 'Azure Databricks owns it') : undefined;
}

function openShift({ publishers }: Signs): MachineOwner | undefined {
  return publishers.includes('azureopenshift') ? owner('openShift', 'Azure Red Hat OpenShift owns it') : undefined;
}

/** Node resource groups are called `MC_group_cluster_region`: https://learn.microsoft.com/azure/aks/faq */
function kubernetes({ group, managedBy, tags }: Signs): MachineOwner | undefined {
  const isManaged = /\/Microsoft\.ContainerService\/managedClusters\//i.test(managedBy);
  const isNamed = /^mc_.+_.+_.+$/.test(group);
  const isTagged = hasName(tags, (name) => name.toLowerCase().startsWith('aks-managed-'));
  return isManaged || isNamed || isTagged ? owner('aks', 'it is a node of Azure Kubernetes Service') : undefined;
}

/** Azure Virtual Desktop tags its session hosts with their host pool; its images have a kind of their own. */
function desktop({ image, publishers, tags }: Signs): MachineOwner | undefined {
  const isHost = /\/Microsoft\.DesktopVirtualization\/hostPools\//i.test(textAt(tags, 'cm-resource-parent'));
  const isDesktop = publishers.includes('microsoftwindowsdesktop') && /(^|-)(avd|evd)(-|$)/i.test(textAt(image, 'sku'));
  return isHost || isDesktop ? owner('avd', 'it is a session host of Azure Virtual Desktop') : undefined;
}

/** Packer and Azure VM Image Builder make machines for the time of a build. */
function imageBuilder({ group, name, tags }: Signs): MachineOwner | undefined {
  const isPacker = group.startsWith('pkr-resource-group-') || name.startsWith('pkrvm');
  if (isPacker) return owner('packer', 'Packer made it for the time of a build');
  return textAt(tags, 'createdBy').toLowerCase() === 'azurevmimagebuilder'
    ? owner('packer', 'Azure VM Image Builder made it for the time of a build')
    : undefined;
}

/** Machines that Azure may take away, and those whose disk is lost when they stop. */
function replaceable({ properties }: Signs): MachineOwner | undefined {
  const priority = textAt(properties, 'priority').toLowerCase();
  if (priority === 'spot' || priority === 'low') return owner('spot', 'it is a Spot machine, which Azure may evict');
  const disk = textAt(properties, 'storageProfile', 'osDisk', 'diffDiskSettings', 'option');
  return disk.toLowerCase() === 'local'
    ? owner('ephemeralDisk', 'its operating system disk is ephemeral, which Azure Backup does not support')
    : undefined;
}

function owner(kind: OwnerClass, what: string): MachineOwner {
  return { kind, because: `${what} (audit.exempt.${kind})` };
}

function hasName(tags: Value | undefined, fits: (name: string) => boolean): boolean {
  if (tags?.kind !== 'object') return false;
  for (const { key } of tags.properties) if (fits(key)) return true;
  return false;
}

function valueAt(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let current = value;
  for (const key of path) current = current?.kind === 'object' ? current.properties.get(key) : undefined;
  return current;
}

/** The text at a path; empty when there is none. */
function textAt(value: Value | undefined, ...path: readonly string[]): string {
  return textOf(valueAt(value, ...path));
}

function textOf(value: Value | undefined): string {
  return value?.kind === 'string' ? value.value : '';
}
