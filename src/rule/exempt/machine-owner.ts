import type { Resource } from '../../resource/resource.ts';
import { plainText } from '../../resource/text-parts.ts';
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
  readonly storage: Value | undefined;
  readonly image: Value | undefined;
  readonly tags: TagSigns;
  readonly managedBy: string;
  /** Of the plan and of the image, in lower case. */
  readonly publishers: readonly string[];
  /** In lower case. */
  readonly group: string;
  readonly name: string;
}

function signsOf({ body, id: { scope, names } }: Resource): Signs {
  const properties = memberOf(body, 'properties');
  const storage = memberOf(properties, 'storageProfile');
  const image = memberOf(storage, 'imageReference');
  const publishers = [memberOf(memberOf(body, 'plan'), 'publisher'), memberOf(image, 'publisher')];
  return {
    properties,
    storage,
    image,
    tags: readTags(memberOf(body, 'tags')),
    managedBy: plainText(memberOf(body, 'managedBy')),
    publishers: publishers.map((publisher) => plainText(publisher).toLowerCase()),
    group: scope.kind === 'resourceGroup' ? plainText(scope.resourceGroup).toLowerCase() : '',
    name: plainText(names.at(-1)).toLowerCase(),
  };
}

/** The signs among the tags of a machine. */
interface TagSigns {
  readonly vendor: string;
  readonly resourceParent: string;
  readonly createdBy: string;
  readonly isAksManaged: boolean;
}

/** Looks at each tag once: nearly all machines have some, and nearly none has a sign among them. */
function readTags(tags: Value | undefined): TagSigns {
  const signs = { vendor: '', resourceParent: '', createdBy: '', isAksManaged: false };
  if (tags?.kind !== 'object') return signs;
  for (const { key, value } of tags.properties) {
    const name = key.toLowerCase();
    if (name === 'vendor') signs.vendor = plainText(value);
    else if (name === 'cm-resource-parent') signs.resourceParent = plainText(value);
    else if (name === 'createdby') signs.createdBy = plainText(value);
    else if (name.startsWith('aks-managed-')) signs.isAksManaged = true;
  }
  return signs;
}

/** https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-orchestration-modes */
function scaleSet({ properties, managedBy }: Signs): MachineOwner | undefined {
  const isInstance = plainText(memberOf(memberOf(properties, 'virtualMachineScaleSet'), 'id')) !== '';
  return isInstance || /\/virtualMachineScaleSets\//i.test(managedBy)
    ? owner('scaleSet', 'it is an instance of a scale set')
    : undefined;
}

function databricks({ group, publishers, tags }: Signs): MachineOwner | undefined {
  const isNamed = group.startsWith('databricks-rg-');
  const isPublished = publishers.includes('azuredatabricks');
  const isTagged = tags.vendor.toLowerCase() === 'databricks';
  return isNamed || isPublished || isTagged ? owner('databricks', 'Azure Databricks owns it') : undefined;
}

function openShift({ publishers }: Signs): MachineOwner | undefined {
  return publishers.includes('azureopenshift') ? owner('openShift', 'Azure Red Hat OpenShift owns it') : undefined;
}

/** Node resource groups are called `MC_group_cluster_region`: https://learn.microsoft.com/azure/aks/faq */
function kubernetes({ group, managedBy, tags }: Signs): MachineOwner | undefined {
  const isManaged = /\/Microsoft\.ContainerService\/managedClusters\//i.test(managedBy);
  const isNamed = /^mc_.+_.+_.+$/.test(group);
  return isManaged || isNamed || tags.isAksManaged
    ? owner('aks', 'it is a node of Azure Kubernetes Service')
    : undefined;
}

/** Azure Virtual Desktop tags its session hosts with their host pool; its images have a kind of their own. */
function desktop({ image, publishers, tags }: Signs): MachineOwner | undefined {
  const isHost = /\/Microsoft\.DesktopVirtualization\/hostPools\//i.test(tags.resourceParent);
  const isOfWindows = publishers.includes('microsoftwindowsdesktop');
  const isDesktop = isOfWindows && /(^|-)(avd|evd)(-|$)/i.test(plainText(memberOf(image, 'sku')));
  return isHost || isDesktop ? owner('avd', 'it is a session host of Azure Virtual Desktop') : undefined;
}

/** Packer and Azure VM Image Builder make machines for the time of a build. */
function imageBuilder({ group, name, tags }: Signs): MachineOwner | undefined {
  const isPacker = group.startsWith('pkr-resource-group-') || name.startsWith('pkrvm');
  if (isPacker) return owner('packer', 'Packer made it for the time of a build');
  return tags.createdBy.toLowerCase() === 'azurevmimagebuilder'
    ? owner('packer', 'Azure VM Image Builder made it for the time of a build')
    : undefined;
}

/** Machines that Azure may take away, and those whose disk is lost when they stop. */
function replaceable({ properties, storage }: Signs): MachineOwner | undefined {
  const priority = plainText(memberOf(properties, 'priority')).toLowerCase();
  if (priority === 'spot' || priority === 'low') return owner('spot', 'it is a Spot machine, which Azure may evict');
  const settings = memberOf(memberOf(storage, 'osDisk'), 'diffDiskSettings');
  return plainText(memberOf(settings, 'option')).toLowerCase() === 'local'
    ? owner('ephemeralDisk', 'its operating system disk is ephemeral, which Azure Backup does not support')
    : undefined;
}

function owner(kind: OwnerClass, what: string): MachineOwner {
  return { kind, because: `${what} (audit.exempt.${kind})` };
}

function memberOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' ? value.properties.get(name) : undefined;
}
