import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: '_template',
  for: 'vault',
  level: 'warning',
  summary: 'Every Recovery Services vault has a name that is long enough',
  why: 'Say what goes wrong where this is not so.',
  fix: 'Say what to change.',
  references: ['https://learn.microsoft.com/azure/backup/'],
  controls: [],
  options: {
    minLength: { type: 'integer', minimum: 1, default: 3, description: 'Fewest characters of the name.' },
  },
  check(vault, { options, known, report }) {
    const region = known(vault.location);
    if (region === undefined || vault.name.length >= options.minLength) return;
    report(
      vault,
      `Vault '${vault.name}' in '${region.name}' has fewer than ${options.minLength} characters in its name`,
    );
  },
});
