import { jsonPieces } from './json-pieces.ts';
import type { Reporter } from './reporter.ts';

/** Down to the single finding. */
const levels = 1;

/** The report itself, as `schemas/report.schema.json` describes it. */
export const reportJson: Reporter = (report) => jsonPieces(report, levels);
