import { describe, expect, it } from 'vitest';
import { buildReport, collectSources } from '../../src/report/index.ts';
import { createSourceFile } from '../../src/text/source-file.ts';
import { render } from './render.ts';
import { input, spot, unit, verdict } from './sample.ts';

function rendered(format: string, given: ReturnType<typeof input>): string {
  return render(format, buildReport(given), {}, collectSources(given));
}

const problem = { code: 'bicep-syntax', level: 'error' as const, message: 'Expected a name.', at: spot('param') };
const suppression = { rules: ['vm-unprotected'], reason: 'test machine', at: spot('param'), covers: spot('param') };
const judged = unit([verdict(), verdict({ kind: 'open', location: spot('name:'), name: 'p' })], {
  complete: false,
  diagnostics: [problem],
  suppressed: [{ verdict: verdict({ name: 's', location: spot('vault') }), suppression }],
});

describe('JUnit', () => {
  it('has a failure, an error and skipped cases, and an error for the incomplete run', () => {
    const xml = rendered('junit', input([judged]));
    expect(xml).toContain('<testsuite name="infra/main.bicep" tests="4" failures="1" errors="1" skipped="2">');
    expect(xml).toContain('<error type="incomplete"');
    expect(xml).toContain('<skipped message="test machine">');
  });

  it('has a skipped case for each exempt machine', () => {
    const id = '/subscriptions/s/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/spot1';
    const resource = { type: 'Microsoft.Compute/virtualMachines', name: 'spot1', id };
    const exempt = [{ resource, kind: 'spot', because: 'it is a Spot machine' }];
    const xml = rendered('junit', input([unit([verdict()], { exempt })]));
    expect(xml).toContain('<testcase name="exempt: spot1" classname="exempt"><skipped message="it is a Spot machine">');
  });

  it('is never empty, and holds no markup of others', () => {
    expect(rendered('junit', input([unit([])]))).toContain('tests="1" failures="0" errors="0"');
    const xml = rendered('junit', input([unit([verdict({ message: '</failure>"&\u0000\n\u001b\ud800' })])]));
    expect(xml).toContain('message="&#60;/failure&#62;&#34;&#38;\ufffd&#10;\ufffd\ufffd"');
  });

  it('reorders nothing that is read', () => {
    const xml = rendered('junit', input([unit([verdict({ message: 'not \u202edetcetorp' })])]));
    expect(xml).toContain(String.raw`message="not \u{202e}detcetorp"`);
  });
});

describe('Markdown', () => {
  it('has the summary, a warning when incomplete, and tables', () => {
    const text = rendered('markdown', input([judged]));
    expect(text).toContain('**1 virtual machine, 1 vault: 1 of 2 checks decided, 1 failed, 1 open, 1 suppressed**');
    expect(text).toContain('> [!CAUTION]\n> Incomplete: 1 error');
    expect(text).toContain("| main.bicep:6:1 | warning | vm-unprotected | 'vm1' is not protected by Azure Backup |");
  });

  it('leaves texts and file names no markup', () => {
    const file = createSourceFile('/repo/infra/a|b\n@team.bicep', 'x');
    const message = '[a](https://example.org) <img src=x> `|` @team';
    const text = rendered('markdown', input([unit([verdict({ message, location: spot('x', file) })])]));
    expect(text).toContain('| a\\|b\\\\n&#64;team.bicep:1:1 |');
    expect(text).toContain('\\[a\\](https:&#47;&#47;example.org) &#60;img src=x&#62; \\`\\|\\` &#64;team');
  });
});
