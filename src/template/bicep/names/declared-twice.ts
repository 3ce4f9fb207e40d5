import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { groupBy } from '../../../text/group-by.ts';
import type { BicepUnit, Problem } from '../context.ts';

/** Remembers where names are declared, to report those declared twice at each place. */
export class Names {
  readonly #first = new Map<string, bicep.Identifier>();
  readonly #again: bicep.Identifier[] = [];

  add(name: bicep.Identifier): void {
    if (name.name === '') return;
    if (this.#first.has(name.name)) this.#again.push(name);
    else this.#first.set(name.name, name);
  }

  /** Reports each place of a name that has several, with the code and the message for the name. */
  report(unit: BicepUnit, code: string, message: (name: string) => string): void {
    if (this.#again.length === 0) return;
    const repeated = new Set(this.#again.map(({ name }) => name));
    for (const node of [...this.#first.values(), ...this.#again]) {
      if (repeated.has(node.name)) unit.report({ code, node, message: message(node.name) });
    }
  }
}

/** Reports names that differ in case only, which Azure does not tell apart; `kind` is what they name, in the plural. */
export function reportCasing(names: readonly bicep.Identifier[], kind: string, unit: BicepUnit): void {
  for (const group of groupBy(names, ({ name }) => name.toLowerCase()).values()) {
    if (group.length === 1) continue;
    const spellings = new Set(group.map(({ name }) => name));
    if (spellings.size === 1) continue;
    const list = [...spellings].map((name) => `"${name}"`).join(', ');
    const message = `The ${kind} ${list} differ only in casing. The ARM deployments engine is not case sensitive and will not be able to distinguish between them.`;
    for (const node of group) unit.report({ code: 'BCP353', node, message });
  }
}

/** Reports identifiers that one list declares twice: parameters of a lambda or a function, the names of a loop. */
export function reportTwice(identifiers: readonly bicep.Identifier[], unit: BicepUnit): void {
  if (identifiers.length < 2) return;
  const names = new Names();
  for (const identifier of identifiers) names.add(identifier);
  names.report(unit, 'BCP028', declaredTwice);
}

/** What the compiler says of an identifier that is declared several times. */
export function declaredTwice(name: string): string {
  return `Identifier "${name}" is declared multiple times. Remove or rename the duplicates.`;
}

/** What the compiler says of each place of a property that an object has more than once. */
export function repeatedProperty(name: string, node: bicep.Node): Problem {
  const message = `The property "${name}" is declared multiple times in this object. Remove or rename the duplicate properties.`;
  return { code: 'BCP025', node, message };
}
