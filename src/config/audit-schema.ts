import { type OwnerClass, ownerClasses } from '../rule/exempt/machine-owner.ts';
import { defaultAuditConfig } from './audit-config.ts';

const texts = { type: 'array', items: { type: 'string', minLength: 1 } };

const classDescriptions: Readonly<Record<OwnerClass, string>> = {
  scaleSet: 'Instances of virtual machine scale sets.',
  databricks: 'Machines of Azure Databricks.',
  openShift: 'Machines of Azure Red Hat OpenShift.',
  aks: 'Nodes of Azure Kubernetes Service.',
  avd: 'Session hosts of Azure Virtual Desktop.',
  packer: 'Build machines of Packer and Azure VM Image Builder.',
  spot: 'Spot machines.',
  ephemeralDisk: 'Machines with an ephemeral operating system disk.',
};

/** The JSON Schema of `audit:`. */
export const auditSchema: Readonly<Record<string, unknown>> = {
  description: 'What the audit of running subscriptions must find, and which machines it does not judge.',
  type: 'object',
  additionalProperties: false,
  properties: {
    requireSubscriptions: {
      ...texts,
      description: 'Ids of subscriptions that must be visible; one that is not makes the run incomplete (exit 3).',
    },
    minSubscriptions: {
      type: 'integer',
      minimum: 0,
      description: 'The number of subscriptions that must be visible at least.',
    },
    allowIncomplete: {
      ...texts,
      description: 'Subscriptions, by id or name, that may stay partly unread without making the run incomplete.',
    },
    gracePeriodHours: {
      type: 'integer',
      minimum: 0,
      default: defaultAuditConfig.gracePeriodHours,
      description: 'Machines that were created less than this ago are exempt; 0 judges them all.',
    },
    exempt: {
      description: 'Machines that something else owns, by class; `false` judges them, too.',
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        ownerClasses.map((name) => [
          name,
          { type: 'boolean', default: defaultAuditConfig.exempt[name], description: classDescriptions[name] },
        ]),
      ),
    },
    exclude: {
      description: 'Machines that are not judged, whatever they are. Texts ignore case; `*` stands for any text.',
      type: 'object',
      additionalProperties: false,
      properties: {
        tags: { ...texts, description: 'Tags, as `name` or `name=value`.' },
        subscriptions: { ...texts, description: 'Ids or names of subscriptions.' },
        managementGroups: { ...texts, description: 'Ids or display names of management groups, at any level.' },
        resourceGroups: { ...texts, description: 'Names of resource groups.' },
        names: { ...texts, description: 'Names of machines.' },
      },
    },
  },
};
