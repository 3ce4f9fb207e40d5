export { type AuditConfig, defaultAuditConfig } from './audit-config.ts';
export { type Config, type ConfigurableRule, failOnLevels } from './config.ts';
export { configSchema } from './config-schema.ts';
export { compileGlobs, type PathMatcher } from './globs.ts';
export { loadConfig } from './load-config.ts';
export { withRuleOptions } from './rule-option.ts';
