import { describe, expect, it } from 'vitest';
import { buildEstate } from '../../src/estate/build-estate.ts';
import type { EstateOptions } from '../../src/estate/estate.ts';
import { knownFact, unknownFact } from '../../src/estate/fact.ts';
import type { Resource } from '../../src/resource/resource.ts';
import { defineRule } from '../../src/rule/index.ts';
import type { Rule, RuleTools, Vault, Verdict } from '../../src/rule/index.ts';
import type { RuleSettings } from '../../src/rule/rule.ts';
import { runRules } from '../../src/rule/run-rules.ts';
import { applySuppressions } from '../../src/rule/suppress.ts';
import { inventory, parameter, resource, somewhere } from '../estate/build-inventory.ts';

const about = {
  id: 'vault-odd',
  for: 'vault',
  level: { template: 'warning', live: 'error' },
  summary: 'No vault is odd',
  why: 'It is a test.',
  fix: 'None.',
  references: [],
  controls: [],
} as const;
const options = {
  minimum: { type: 'integer', default: 3, description: 'A number.' },
  names: { type: 'array', items: { type: 'string' }, default: ['a'], description: 'Names.' },
} as const;

type Tools = RuleTools<{ readonly minimum: number; readonly names: readonly string[] }>;

function ruleOf(check: (vault: Vault, tools: Tools) => void | 'notApplicable'): Rule {
  return defineRule({ ...about, options, check });
}

function vault(parts: Partial<Resource> = {}): Resource {
  const made = resource({ type: 'Microsoft.RecoveryServices/vaults', names: ['rsv'], location: 'westeurope' });
  return { ...made, ...parts };
}

function run(
  rule: Rule,
  resources: readonly Resource[],
  settings: RuleSettings = {},
  source: EstateOptions['source'] = 'template',
): readonly Verdict[] {
  const estate = buildEstate(inventory(resources), { source, protectedBy: 'template' });
  return runRules([rule], estate, new Map([[rule.id, settings]])).verdicts;
}

const failing = ruleOf((subject, { report }) => report(subject, 'odd'));
const unknown = unknownFact('nobody knows', { at: somewhere() });

describe('a verdict', () => {
  it('passes where nothing is reported', () => {
    const [verdict] = run(
      ruleOf(() => {}),
      [vault()],
    );
    expect(verdict).toMatchObject({ kind: 'pass', message: '', ruleId: 'vault-odd' });
  });

  it('is at the last known fact when it passes', () => {
    const fact = knownFact(1, { at: somewhere() });
    const [verdict] = run(
      ruleOf((_, { known }) => void known(fact)),
      [vault()],
    );
    expect(verdict?.location).toBe(fact.at);
  });

  it('fails at what is reported; its property, holder, declaration and calls are related', () => {
    const call = somewhere();
    const config = resource({ type: 'x/y', names: ['config'] });
    const subject = vault({ calledBy: [call] });
    const fact = knownFact(1, { at: somewhere(), property: somewhere(), holder: config });
    const rule = ruleOf((_, { report }) => {
      report(fact, 'odd', [{ at: subject.at }, 'declared twice']);
      report(fact, 'odd again');
    });
    const [verdict] = run(rule, [subject]);
    expect(verdict).toMatchObject({ kind: 'fail', level: 'warning', message: 'odd', location: fact.at });
    expect(verdict?.related.map(({ at }) => at)).toEqual([fact.property, config.at, subject.at, call]);
    expect(verdict?.declaredAt).toBe(subject.at);
  });

  it('is open where a fact is unknown, with the first reason', () => {
    const rule = ruleOf((_, { known }) => {
      expect(known(unknown)).toBeUndefined();
      known(unknownFact('another', unknown));
    });
    expect(run(rule, [vault()])).toMatchObject([{ kind: 'open', because: 'nobody knows', location: unknown.at }]);
  });

  it('fails also where something else is unknown', () => {
    const rule = ruleOf((subject, { known, report }) => {
      known(unknown);
      report(subject, 'odd');
    });
    expect(run(rule, [vault()])).toMatchObject([{ kind: 'fail' }]);
  });

  it('of a subject that perhaps exists cannot fail', () => {
    const perhaps = vault({ exists: parameter('deploy') });
    expect(run(failing, [perhaps])).toMatchObject([{ kind: 'open', because: expect.stringContaining('parameters') }]);
    expect(run(failing, [vault({ repeated: { because: 'no count', index: parameter('i') } })])).toMatchObject([
      { kind: 'open' },
    ]);
    const passing = ruleOf(() => {});
    expect(run(passing, [perhaps])).toMatchObject([{ kind: 'pass' }]);
  });

  it('is not given where the rule does not apply, nor of existing resources', () => {
    expect(
      run(
        ruleOf(() => 'notApplicable'),
        [vault()],
      ),
    ).toEqual([]);
    expect(run(failing, [vault({ existing: true })])).toEqual([]);
  });

  it('has the level of the rule for its source, or the configured one', () => {
    expect(run(failing, [vault()], {}, 'live')[0]?.level).toBe('error');
    expect(run(failing, [vault()], { level: 'note' })[0]?.level).toBe('note');
  });
});

describe('options', () => {
  it('have defaults', () => {
    const seen: unknown[] = [];
    const rule = ruleOf((_, tools) => void seen.push(tools.options));
    run(rule, [vault()]);
    run(rule, [vault()], { options: { minimum: 5 } });
    expect(seen).toEqual([
      { minimum: 3, names: ['a'] },
      { minimum: 5, names: ['a'] },
    ]);
  });
});

it('names a rule that throws and runs the others', () => {
  const throwing = ruleOf(() => {
    throw new Error('a mistake');
  });
  const estate = buildEstate(inventory([vault()]), { source: 'template', protectedBy: 'template' });
  const { verdicts, diagnostics } = runRules([throwing, { ...failing, id: 'other' }], estate);
  expect(verdicts).toHaveLength(1);
  expect(diagnostics).toMatchObject([{ level: 'error', message: expect.stringMatching(/vault-odd.*a mistake/) }]);
});

describe('suppressions', () => {
  const verdicts = run(failing, [vault()]);
  const [place] = verdicts.map(({ location }) => location);
  if (place === undefined) throw new Error('there is one verdict');
  const suppression = { rules: ['VAULT-ODD'], reason: 'a test', at: somewhere(), covers: place };

  it('take out what they cover', () => {
    const result = applySuppressions(verdicts, [suppression], '2026-01-01');
    expect(result).toMatchObject({ verdicts: [], suppressed: [{ suppression }], diagnostics: [] });
  });

  it('cover a finding whose subject is declared there', () => {
    const elsewhere = verdicts.map((verdict) => ({ ...verdict, location: somewhere() }));
    expect(applySuppressions(elsewhere, [suppression], '2026-01-01').suppressed).toHaveLength(1);
  });

  it('hold up to their last day, and are reported after it', () => {
    const expiring = { ...suppression, expires: '2026-01-01' };
    expect(applySuppressions(verdicts, [expiring], '2026-01-01').suppressed).toHaveLength(1);
    const result = applySuppressions(verdicts, [expiring], '2026-01-02');
    expect(result.verdicts).toHaveLength(1);
    expect(result.diagnostics).toMatchObject([{ code: 'suppression-expired', level: 'note' }]);
  });

  it('whose date cannot be read do not hold', () => {
    for (const expires of ['soon', '31.12.2030', '2026-13-01']) {
      const result = applySuppressions(verdicts, [{ ...suppression, expires }], '2026-01-02');
      expect(result).toMatchObject({ suppressed: [], diagnostics: [{ code: 'suppression-expired' }] });
    }
  });

  it.each([undefined, '', ' '])('without a reason hold, and are reported: %j', (reason) => {
    const { reason: _, ...silent } = suppression;
    const result = applySuppressions(verdicts, [reason === undefined ? silent : { ...silent, reason }], '2026-01-01');
    expect(result.suppressed).toHaveLength(1);
    expect(result.diagnostics).toMatchObject([{ code: 'suppression-without-reason', level: 'note' }]);
  });

  it('that name no rule, or one that did not run, are told so', () => {
    const notes = (rules: string[]) =>
      applySuppressions(verdicts, [{ ...suppression, rules }], '2026-01-01', new Set(['vault-odd', 'other']))
        .diagnostics;
    expect(notes([])).toMatchObject([{ code: 'invalid-suppression', level: 'warning' }]);
    expect(notes(['vault-od'])).toMatchObject([
      { code: 'suppression-unused', hint: expect.stringMatching(/'vault-od'.*misspelt/) },
    ]);
    expect(notes(['Other'])).toMatchObject([{ code: 'suppression-unused', hint: 'Remove it.' }]);
  });

  it('that silence nothing are reported', () => {
    const others = [
      { ...suppression, rules: ['other'] },
      { ...suppression, covers: somewhere() },
    ];
    const result = applySuppressions(verdicts, others, '2026-01-01');
    expect(result.verdicts).toHaveLength(1);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['suppression-unused', 'suppression-unused']);
    const passes = verdicts.map((verdict) => ({ ...verdict, kind: 'pass' as const }));
    expect(applySuppressions(passes, [suppression], '2026-01-01').verdicts).toHaveLength(1);
  });
});
