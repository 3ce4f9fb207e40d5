import { resolve } from 'node:path';
import { importTypeScript } from '../../../scripts/import-typescript.mjs';

/** What expands a template of the corpus or the oracle. */
export async function loadExpander({ shared }) {
  const { createExpander } = await importTypeScript('test/conformance/expand/expander.ts');
  const roots = [resolve(shared, 'corpus'), resolve(shared, 'oracle')];
  return createExpander(roots, resolve(shared, 'corpus/bicep-cache'));
}
