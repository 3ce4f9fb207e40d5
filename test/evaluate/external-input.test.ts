import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { expand } from '../../src/evaluate/expand.ts';
import { preflight } from '../../src/evaluate/preflight/preflight.ts';
import { memoryLoader } from '../template/bicep-template.ts';

/** The outputs of a template that hands on its parameters `a` and `b`, which a parameter file gives. */
function handedOn(parameterFile: string): unknown {
  const loader = memoryLoader({
    'main.bicep': 'param a array\nparam b object = {}\noutput a array = a\noutput b object = b',
    'main.bicepparam': `using 'main.bicep'\n${parameterFile}`,
  });
  const opened = loader.open('/work/main.bicep');
  const read = loader.openParameters('/work/main.bicepparam');
  if (!opened.ok || !read.ok) throw new Error('the files cannot be read');
  const inputs = {
    parameters: read.file.parameters,
    context: {},
    environment: new Map<string, string>(),
    unit: 'unit',
  };
  return expand(evaluate(opened.template, inputs, loader, { reading: preflight })).outputs;
}

// The numbers are those of the official snapshot (Bicep 0.49).
describe('external inputs', () => {
  test('are numbered in order, the same call always the same', () => {
    const { a } = Object(
      handedOn(
        "param a = [externalInput('k', 1), externalInput('k', 2), externalInput('k', 1), externalInput('x-y.z')]",
      ),
    );
    expect(a).toBe(
      "[createArray(externalInputs('k_0'), externalInputs('k_1'), externalInputs('k_0'), externalInputs('x_y_z_2'))]",
    );
  });

  test('are told apart by all that is given to them', () => {
    const { a } = Object(
      handedOn("param a = [externalInput('k', { a: 1 }), externalInput('k', ['a', 1]), externalInput('K', { a: 1 })]"),
    );
    expect(a).toBe("[createArray(externalInputs('k_0'), externalInputs('k_1'), externalInputs('K_2'))]");
  });

  test('of variables are numbered where the variable is used first', () => {
    const outputs = handedOn(
      "var v = externalInput('v')\nparam b = { x: externalInput('k'), y: v }\nparam a = [v, externalInput('v')]",
    );
    expect(outputs).toEqual({
      a: "[createArray(externalInputs('v_1'), externalInputs('v_1'))]",
      b: "[createObject('x', externalInputs('k_0'), 'y', externalInputs('v_1'))]",
    });
  });
});
