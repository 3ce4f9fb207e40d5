// Writes src/template/bicep/resource-types/resource-type-names.ts: how Azure spells its resource types, as the Bicep compiler does.
//   node scripts/pack-resource-types.mjs index.json VERSION
// index.json is the index of Azure's Bicep types (generated/index.json of https://github.com/Azure/bicep-types-az, or the resource of that name in
// the NuGet package Azure.Bicep.Types.Az, decompressed); VERSION is that package's version.
import { readFileSync, writeFileSync } from 'node:fs';

const widest = 116;
const [indexPath, version] = process.argv.slice(2);
const versionsOf = groupSpellings(Object.keys(JSON.parse(readFileSync(indexPath, 'utf8')).resources));
const usual = new Map([...versionsOf].map(([key, spellings]) => [key, mostCommon(spellings)]));
const tree = buildTree(usual);
const exceptions = findExceptions(versionsOf, usual, tree);
writeFileSync('src/template/bicep/resource-types/resource-type-names.ts', render(tree, exceptions));

/** Lower-case type to [spelling, version] pairs, in the order of the index. */
function groupSpellings(names) {
  const groups = new Map();
  for (const name of names) {
    const [type, apiVersion] = name.split('@');
    const key = type.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), [type, apiVersion]]);
  }
  return groups;
}

function mostCommon(pairs) {
  const counts = new Map();
  for (const [type] of pairs) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

/** Segments below segments; a segment is spelled by the type that ends with it, a provider as most of its types spell it. */
function buildTree(types) {
  const root = { name: '', children: new Map() };
  const providers = new Map();
  for (const key of [...types.keys()].sort(byCharacter)) {
    const segments = types.get(key).split('/');
    let node = root;
    for (const segment of segments) {
      const child = node.children.get(segment.toLowerCase()) ?? { name: segment, children: new Map() };
      node.children.set(segment.toLowerCase(), child);
      node = child;
    }
    node.name = segments.at(-1);
  }
  for (const type of types.values()) {
    const [provider] = type.split('/');
    providers.set(provider.toLowerCase(), [...(providers.get(provider.toLowerCase()) ?? []), [provider]]);
  }
  for (const [key, node] of root.children) node.name = mostCommon(providers.get(key));
  return root;
}

function spelledBy(tree, key) {
  let node = tree;
  return key
    .split('/')
    .map((segment) => {
      node = node.children.get(segment);
      return node.name;
    })
    .join('/');
}

/** Spelling to the versions (`*`: all) that spell it in another way than the tree. */
function findExceptions(groups, types, tree) {
  const found = new Map();
  for (const [key, pairs] of groups) {
    for (const [type, apiVersion] of pairs)
      if (type !== types.get(key)) found.set(type, [...(found.get(type) ?? []), apiVersion]);
  }
  for (const [key, type] of types)
    if (spelledBy(tree, key) !== type) found.set(type, ['*', ...(found.get(type) ?? [])]);
  return [...found]
    .sort(([a], [b]) => byCharacter(a, b))
    .map(([type, versions]) => `${type}@${[...new Set(versions)].sort(byCharacter).join(',')};`);
}

function render(tree, exceptions) {
  const providers = sorted(tree).flatMap((provider) => wrap(encode(provider).match(/[^,()]+[,()]*|[,()]+/g), '  '));
  return `/**
 * How Azure spells its resource types, from the package Azure.Bicep.Types.Az ${version} (MIT licence, Microsoft Corporation). Segments below a segment
 * stand in brackets behind it: \`Microsoft.Cache(redis(firewallRules,...))\`. Each provider begins a line; longer ones go on in indented lines.
 * Written by scripts/pack-resource-types.mjs.
 */
export const resourceTypeNames: string = \`
${providers.join('\n')}
\`;

/** Types that some API versions, or all (\`*\`), spell in another way than the list: \`Type@version,version;...\`. */
export const otherSpellings = \`
${wrap(exceptions, '').join('\n').replace(/;$/, '')}
\`;
`;
}

function sorted(node) {
  return [...node.children].sort(([a], [b]) => byCharacter(a, b)).map(([, child]) => child);
}

function encode(node) {
  return node.children.size === 0 ? node.name : `${node.name}(${sorted(node).map(encode).join(',')})`;
}

function wrap(tokens, indent) {
  const lines = [];
  let line = '';
  for (const token of tokens) {
    if (line.trim() !== '' && line.length + token.length > widest) {
      lines.push(line);
      line = indent;
    }
    line += token;
  }
  return [...lines, line];
}

/** The order in which texts are looked up: no language's. */
function byCharacter(a, b) {
  return a < b ? -1 : 1;
}
