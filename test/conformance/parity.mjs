// The grafted templates as templates and as the Resource Graph rows that they would become: the same verdicts, but for what rows do not hold.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const mostLines = 40;

export async function run({ shared, only }) {
  const { createParityJudge } = await importTypeScript('test/conformance/judge/graft-parity.ts');
  const judge = createParityJudge([shared], resolve(shared, 'corpus/bicep-cache'));
  const folder = resolve(shared, 'grafts');
  const { cases } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  const counts = { same: 0, different: 0, byNature: 0, notComparable: 0 };
  const kinds = new Map();
  const lines = [];
  for (const { name, template, parameters, context } of cases) {
    if (only !== undefined && !name.includes(only)) continue;
    const pairs = judgeGraft(judge, {
      template: join(folder, template),
      parameters: join(folder, parameters),
      context,
    });
    for (const pair of pairs) {
      counts[pair.outcome] += 1;
      const key = `${pair.ruleId} ${pair.template ?? 'nothing'}: ${pair.outcome}`;
      kinds.set(key, (kinds.get(key) ?? 0) + 1);
      if (pair.outcome !== 'different') continue;
      const because = pair.because === undefined ? '' : ` (${pair.because})`;
      lines.push(`  ${name}: ${pair.ruleId} ${pair.id}: ${pair.template} as template, ${pair.live} as rows${because}`);
    }
  }
  const more = lines.length > mostLines ? [`  and ${lines.length - mostLines} more`] : [];
  return {
    group: 'parity of templates and rows',
    passed: counts.same,
    failed: counts.different,
    lines: [
      `  ${counts.byNature} differ by nature, ${counts.notComparable} cannot be compared (open in the template, or without a certain id)`,
      ...[...kinds].sort(([a], [b]) => a.localeCompare(b)).map(([key, number]) => `  ${key}: ${number}`),
      ...lines.slice(0, mostLines),
      ...more,
    ],
  };
}

function judgeGraft(judge, graft) {
  try {
    return judge(graft);
  } catch (error) {
    return [{ ruleId: 'none', id: graft.template, outcome: 'different', because: error.stack }];
  }
}
