// Makes the folder of a new rule from `rules/_template` and adds it to `rules/index.ts`.
//   npm run new-rule -- vault-soft-delete-off
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const rules = resolve(dirname(fileURLToPath(import.meta.url)), '../rules');
const id = process.argv[2] ?? '';

if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.error('Usage: npm run new-rule -- ID. The id is kebab-case, subject first: vault-soft-delete-off');
  process.exitCode = 2;
} else if (existsSync(join(rules, id))) {
  console.error(`There is a rule '${id}' already: ${join('rules', id)}`);
  process.exitCode = 2;
} else {
  makeFolder();
  addToIndex();
  console.log('Write the rule, give it a row in the tables of README.md, and run: npm run generate');
}

function makeFolder() {
  const template = join(rules, '_template');
  mkdirSync(join(rules, id));
  for (const name of readdirSync(template)) {
    const target = join(rules, id, name.replace('_template', id));
    writeFileSync(target, readFileSync(join(template, name), 'utf8').replaceAll('_template', id));
    console.log(`rules/${id}/${name.replace('_template', id)}`);
  }
}

/** The list is sorted by id, imports and entries alike. */
function addToIndex() {
  const path = join(rules, 'index.ts');
  const name = id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const lines = readFileSync(path, 'utf8').split('\n');
  insertSorted(lines, `import ${name} from './${id}/${id}.ts';`, (line) => /^import \w+ from '\.\//.test(line));
  insertSorted(lines, `  ${name},`, (line) => /^ {2}\w+,$/.test(line));
  writeFileSync(path, lines.join('\n'));
  console.log('rules/index.ts');
}

function insertSorted(lines, line, isSibling) {
  const siblings = lines.flatMap((text, index) => (isSibling(text) ? [index] : []));
  const next = siblings.find((index) => lines[index] > line) ?? siblings.at(-1) + 1;
  lines.splice(next, 0, line);
}
