/** What `audit:` in the configuration says. */
export interface AuditConfig {
  /** Ids of subscriptions that must be among those that are read. */
  readonly requireSubscriptions: readonly string[];
  /** Fewer subscriptions than this are not the whole estate. */
  readonly minSubscriptions: number;
  /** Subscriptions, by id or name, that may stay partly unread without making the run incomplete (exit 3). */
  readonly allowIncomplete: readonly string[];
}

/** The settings without a configuration. */
export const defaultAuditConfig: AuditConfig = { requireSubscriptions: [], minSubscriptions: 0, allowIncomplete: [] };

const texts = { type: 'array', items: { type: 'string', minLength: 1 } };

/** The JSON Schema of `audit:`. */
export const auditSchema: Readonly<Record<string, unknown>> = {
  description: 'What the audit of running subscriptions must find.',
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
  },
};
