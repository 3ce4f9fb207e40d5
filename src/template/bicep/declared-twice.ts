import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { BicepUnit } from './context.ts';

/** Remembers where names are declared, to report those declared twice at each place. */
export class Names {
  readonly #places = new Map<string, bicep.Identifier[]>();

  add(name: bicep.Identifier): void {
    if (name.name === '') return;
    const places = this.#places.get(name.name);
    if (places === undefined) this.#places.set(name.name, [name]);
    else places.push(name);
  }

  /** Reports each place of a name that has several, with the code and the message for the name. */
  report(unit: BicepUnit, code: string, message: (name: string) => string): void {
    for (const [name, places] of this.#places) {
      if (places.length < 2) continue;
      for (const node of places) unit.report({ code, node, message: message(name) });
    }
  }

  /** Reports names that differ in case only, which Azure does not tell apart; `kind` is what they name, in the plural. */
  reportCasing(unit: BicepUnit, kind: string): void {
    const groups = new Map<string, string[]>();
    for (const name of this.#places.keys()) {
      const group = groups.get(name.toLowerCase());
      if (group === undefined) groups.set(name.toLowerCase(), [name]);
      else group.push(name);
    }
    for (const group of groups.values()) {
      if (group.length < 2) continue;
      const list = group.map((name) => `"${name}"`).join(', ');
      const message = `The ${kind} ${list} differ only in casing. The ARM deployments engine is not case sensitive and will not be able to distinguish between them.`;
      for (const name of group)
        for (const node of this.#places.get(name) ?? []) unit.report({ code: 'BCP353', node, message });
    }
  }
}

/** Reports identifiers that one list declares twice: parameters of a lambda or a function, the names of a loop. */
export function reportTwice(identifiers: readonly bicep.Identifier[], unit: BicepUnit): void {
  const names = new Names();
  for (const identifier of identifiers) names.add(identifier);
  names.report(unit, 'BCP028', declaredTwice);
}

/** What the compiler says of an identifier that is declared several times. */
export function declaredTwice(name: string): string {
  return `Identifier "${name}" is declared multiple times. Remove or rename the duplicates.`;
}
