import { displayText } from '../resource/display-text.ts';
import type { Resource } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
import type { Location } from '../text/location.ts';
import { azureDefaults } from './azure-defaults.ts';
import { lastName } from './entity-name.ts';
import type { ReadingContext, VirtualMachine } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { asBoolean, asText, factOf, lookUp } from './read-property.ts';
import { readRegion } from './read-region.ts';
import { asTime, readHoursSince } from './read-time.ts';

/** What a machine says about itself; who protects it is found by joining. */
export interface MachineFacts
  extends Pick<VirtualMachine, 'kind' | 'name' | 'resource' | 'at' | 'location' | 'ageHours'> {
  readonly settings: AgentSettings;
}

/** What a machine says about the VM agent that the backup extension needs. */
export interface AgentSettings {
  readonly provisionVMAgent: Fact<boolean>;
  readonly allowExtensionOperations: Fact<boolean>;
  /** Whether the agent is in the operating system: unknown for disks that exist already. */
  readonly installed: Fact<boolean>;
  /** What it means when it is not. */
  readonly missing: 'notProvisioned' | 'notReady';
}

/** Reads a virtual machine: https://learn.microsoft.com/azure/templates/microsoft.compute/virtualmachines */
export function readMachine(resource: Resource, context: ReadingContext): MachineFacts {
  return new ReadMachine(resource, context);
}

/** A class, since machines come by the million: getters of an object literal are made anew for each. */
class ReadMachine implements MachineFacts {
  readonly kind = 'virtualMachine';
  readonly resource: Resource;
  readonly at: Location;
  readonly #context: ReadingContext;
  #location: MachineFacts['location'] | undefined;

  constructor(resource: Resource, context: ReadingContext) {
    this.resource = resource;
    this.at = resource.at;
    this.#context = context;
  }

  get name(): string {
    return lastName(this.resource);
  }

  get location(): MachineFacts['location'] {
    this.#location ??= readRegion(this.resource);
    return this.#location;
  }

  get ageHours(): Fact<number> {
    return readAge(this.resource, this.#context);
  }

  get settings(): AgentSettings {
    return readAgent(this.resource, this.#context);
  }
}

function readAge(machine: Resource, { now }: ReadingContext): Fact<number> {
  const found = lookUp(machine, ['properties', 'timeCreated']);
  const because = (): string => `nothing says when '${displayText(machine.name)}' was created (timeCreated)`;
  const created = factOf<number | 'never'>(found, asTime, { because });
  if (!created.known) return created;
  if (created.value === 'never') return unknownFact(because(), found);
  return readHoursSince(created.value, now, found);
}

function readAgent(machine: Resource, { source }: ReadingContext): AgentSettings {
  const allowExtensionOperations = factOf(
    lookUp(machine, ['properties', 'osProfile', 'allowExtensionOperations']),
    asBoolean,
    { isDefault: azureDefaults.allowExtensionOperations },
  );
  if (source === 'live') {
    // Whether the agent was installed with the machine says nothing about today: it stays false when somebody installs it later.
    const provisionVMAgent = knownFact(true, { at: machine.at, holder: machine }, true);
    return { provisionVMAgent, allowExtensionOperations, installed: readAgentStatus(machine), missing: 'notReady' };
  }
  const provisionVMAgent = readProvisioning(machine);
  return { provisionVMAgent, allowExtensionOperations, installed: readInstalled(machine), missing: 'notProvisioned' };
}

/** A machine has a Windows or a Linux configuration; the one that is set decides. */
function readProvisioning(machine: Resource): Fact<boolean> {
  const read = (configuration: string): Fact<boolean> =>
    factOf(lookUp(machine, ['properties', 'osProfile', configuration, 'provisionVMAgent']), asBoolean, {
      isDefault: azureDefaults.provisionVMAgent,
    });
  const windows = read('windowsConfiguration');
  const facts = [windows, read('linuxConfiguration')];
  return (
    facts.find((fact) => fact.known && !fact.value) ??
    facts.find((fact) => !fact.known) ??
    facts.find((fact) => fact.known && !fact.isDefault) ??
    windows
  );
}

/**
 * Images have the agent; what is on a disk that already exists (attached, copied, restored) cannot be told.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare#install-the-vm-agent
 */
function readInstalled(machine: Resource): Fact<boolean> {
  const found = lookUp(machine, ['properties', 'storageProfile', 'osDisk', 'createOption']);
  const option = factOf(found, asText, { isDefault: 'FromImage' });
  if (!option.known) return option;
  if (!['attach', 'copy', 'restore'].includes(option.value.toLowerCase())) {
    return knownFact(azureDefaults.agentInImage, option, true);
  }
  const because = `the operating system disk of '${displayText(machine.name)}' already exists (createOption '${option.value}'), and nothing shows whether the VM agent is installed on it`;
  return unknownFact(because, option);
}

/** Why a machine's agent is not known when nobody asked for it: the same sentence for all of them. */
export const agentNotAsked =
  'Resource Graph does not hold the state of the VM agent; backuplint audit --deep asks each running machine for it';

/** The status that the agent reports: https://learn.microsoft.com/rest/api/compute/virtual-machines/instance-view */
function readAgentStatus(machine: Resource): Fact<boolean> {
  const statuses = lookUp(machine, ['properties', 'instanceView', 'vmAgent', 'statuses']);
  return factOf(statuses, (value) => (value.kind === 'array' ? value.items.some(isReady) : undefined), {
    because: agentNotAsked,
  });
}

function isReady(status: Value): boolean {
  const text = status.kind === 'object' ? status.properties.get('displayStatus') : undefined;
  return text?.kind === 'string' && text.value.toLowerCase() === 'ready';
}
