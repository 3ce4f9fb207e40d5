import { builtInRules } from '../../rules/index.ts';
import { configSchema } from '../config/index.ts';

/** The JSON Schema of a configuration file for the built-in rules: `schemas/config.schema.json`, for editors. */
export const configFileSchema = configSchema(builtInRules);
