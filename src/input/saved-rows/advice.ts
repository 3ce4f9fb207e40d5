import { queries } from '../resource-graph/queries.ts';
import type { ListName } from '../row-source.ts';

/** The command that writes a whole list with the Azure CLI: a page, and how to get the others. */
export function azCommand(list: ListName): string {
  return `az graph query --graph-query "${oneLine(list)}" --first 1000 --output json > ${list}.json (while the answer has a skip_token: again, with --skip-token and >> ${list}.json)`;
}

/** The command that writes a whole list with Azure PowerShell. */
export function powerShellCommand(list: ListName): string {
  return `Search-AzGraph -Query "${oneLine(list)}" -First 1000 | ConvertTo-Json -Depth 100 > ${list}.json (while the answer has a SkipToken: again, with -SkipToken and >> ${list}.json)`;
}

/** Best of all: our own export has no limits that could be met unnoticed. */
export const saveRowsAdvice = 'backuplint audit --save-rows rows.jsonl.gz writes all lists whole';

/** How to get a list that is missing or cut. */
export function listAdvice(list: ListName): string {
  return `${saveRowsAdvice}; or run: ${azCommand(list)}`;
}

function oneLine(list: ListName): string {
  return queries[list].replaceAll(/\s*\n\s*/g, ' ');
}
