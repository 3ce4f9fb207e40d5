import { auditSchema } from './audit-schema.ts';
import { type ConfigurableRule, failOnLevels } from './config.ts';

type Schema = Readonly<Record<string, unknown>>;

const globs: Schema = {
  description: 'Path globs, relative to the folder of the configuration.',
  type: 'array',
  items: { type: 'string', minLength: 1 },
};

/** One glob, or several. */
const paths: Schema = {
  description: 'One path glob or several, relative to the folder of the configuration.',
  type: ['string', 'array'],
  minLength: 1,
  minItems: 1,
  items: { type: 'string', minLength: 1 },
};

// A setting that is one word or something larger is `anyOf` [the words, the larger thing]: `validate-config.ts` counts on that.
const levels = ['off', 'note', 'warning', 'error'];
const protectors = ['template', 'policy', 'elsewhere'];

/**
 * The JSON Schema of the configuration file. It is built from the rules, so that their options are checked and completed by editors as
 * they were declared.
 */
export function configSchema(rules: readonly ConfigurableRule[]): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'backuplint configuration',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      rules: {
        description: 'Level and options of each rule.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      },
      deployments: {
        description:
          'Where templates are deployed: what they cannot know themselves. Each matching entry is judged on its own.',
        type: 'array',
        items: deploymentSchema(),
      },
      exclude: { ...globs, description: 'Files and folders that a folder scan leaves out.' },
      allowIncomplete: {
        ...globs,
        description: 'Files that may stay partly unread without making the run incomplete (exit 3).',
      },
      protectedBy: protectedBySchema(),
      audit: auditSchema,
      failOn: { description: 'The level from which findings fail a run.', enum: failOnLevels },
      failOnOpen: { description: 'Whether open findings fail a run.', type: 'boolean' },
    },
  };
}

function ruleSchema(rule: ConfigurableRule): Schema {
  return {
    description: rule.summary,
    anyOf: [
      { enum: levels },
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          level: { enum: levels },
          options: { type: 'object', additionalProperties: false, properties: standardSchemas(rule) },
        },
      },
    ],
  };
}

function deploymentSchema(): Schema {
  const text = (description: string): Schema => ({ type: 'string', minLength: 1, description });
  return {
    type: 'object',
    additionalProperties: false,
    required: ['paths'],
    properties: {
      paths,
      subscriptionId: text('Id of the subscription.'),
      resourceGroup: text('Name of the resource group.'),
      location: text('Location of the resource group, or of the deployment at other scopes.'),
      tenantId: text('Id of the tenant.'),
      managementGroup: text('Name of the management group.'),
      deploymentName: text('Name of the deployment.'),
    },
  };
}

function protectedBySchema(): Schema {
  return {
    description:
      'Who protects machines. When it is not the template, a missing protected item is open instead of a finding.',
    anyOf: [
      { enum: protectors },
      {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['paths', 'by'],
          properties: { paths, by: { enum: protectors } },
        },
      },
    ],
  };
}

/** `atMost` is ours: strict readers of JSON Schema refuse keywords that they do not know. */
function standardSchemas({ options }: ConfigurableRule): Readonly<Record<string, object>> {
  const standard = (option: object) => Object.fromEntries(Object.entries(option).filter(([key]) => key !== 'atMost'));
  return Object.fromEntries(Object.entries(options).map(([key, option]) => [key, standard(option)]));
}
