type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const position: Schema = { type: 'integer', minimum: 1 };
const level: Schema = { enum: ['error', 'warning', 'note'] };
const place: Schema = { $ref: '#/definitions/place' };
const relatedPlace: Schema = { $ref: '#/definitions/relatedPlace' };

/** An object without other properties than these. */
function closed(required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}

function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

function described(description: string, schema: Schema): Schema {
  return { description, ...schema };
}

const filePlaceProperties = {
  file: described('Forward slashes, relative to the working directory.', text),
  startLine: described('1-based.', position),
  startColumn: described('1-based, in UTF-16 code units.', position),
  endLine: position,
  endColumn: described('Exclusive.', position),
};

const livePlaceProperties = { resourceId: described('The id of a live resource.', text) };

const verdictProperties = {
  ruleId: text,
  kind: { enum: ['pass', 'fail', 'open'] },
  resource: described(
    'The subject. Unknown parts of its name and id are ARM expressions.',
    closed({ type: text, name: text, id: text }),
  ),
  location: described('Where the deciding value was written, else the deciding property, else the declaration.', place),
  related: listOf(relatedPlace),
  units: described('Indexes into `units`.', listOf(count)),
};

const because = { because: described('Why it is open, and what would close it.', text) };

const findingProperties = {
  ...verdictProperties,
  kind: { enum: ['fail', 'open'] },
  level,
  message: text,
  instances: described('Deployed instances that share this rule, kind and place.', position),
  fingerprint: described("SARIF's `primaryLocationLineHash`; for a live resource, a hash of rule and id.", text),
};

const suppression = closed({}, { reason: text, expires: text, location: place });

const summary = closed(
  {
    units: count,
    subjects: described('Number of subjects by kind.', { type: 'object', additionalProperties: count }),
    checks: described('Rules times deployed instances of their subjects, without the suppressed ones.', count),
    decided: count,
    failed: count,
    open: count,
    suppressed: described('Suppressed findings.', count),
    levels: described('Findings of kind `fail` by level.', closed({ error: count, warning: count, note: count })),
    skippedFiles: described('JSON files that hold no template.', count),
  },
  { exempt: described('Machines that an audit did not judge.', count) },
);

const exemptResource = closed({
  resource: closed({ type: text, name: text, id: text }),
  kind: described('`young`, `excluded`, or the class of what owns it.', text),
  because: text,
  unit: described('Index into `units`.', count),
});

const subscription = described(
  'The subscription that the unit is, in an audit, and what was judged in it.',
  closed(
    {
      id: text,
      status: { enum: ['read', 'partly', 'denied', 'hidden', 'failed'] },
      subjects: { type: 'object', additionalProperties: count },
      checks: count,
      failed: count,
      open: count,
    },
    { name: text, tenantId: text, because: described('Why it was not read completely.', text) },
  ),
);

const ruleInfo = closed({
  id: text,
  level,
  summary: text,
  why: text,
  fix: text,
  references: listOf(text),
  controls: listOf(text),
});

/** The JSON Schema of the JSON report: the contract that scripts rely on. It is written to `schemas/report.schema.json`. */
export const reportSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'backuplint report',
  ...closed(
    {
      schemaVersion: { const: 1 },
      tool: closed({ name: text, version: text }),
      complete: described('False when something in scope could not be evaluated (exit code 3).', { type: 'boolean' }),
      summary,
      rules: listOf(ruleInfo),
      units: listOf(
        closed({ template: text, scope: text, complete: { type: 'boolean' } }, { parameters: text, subscription }),
      ),
      findings: listOf(closed(findingProperties, because)),
      suppressed: listOf(closed({ ...findingProperties, suppression }, because)),
      diagnostics: listOf(closed({ code: text, level, message: text }, { hint: text, location: place })),
    },
    {
      sourceRoot: described('Absolute path that the URIs of SARIF are relative to.', text),
      portal: described('The address of the Azure portal in which live resources are shown.', text),
      workingDirectory: described('Absolute path that every `file` is relative to.', text),
      exempt: described('In an audit: machines that were not judged, and why.', listOf(exemptResource)),
      verdicts: described('With `--verdicts`.', listOf(closed(verdictProperties, because))),
      shard: described(
        'In an audit of a part of the subscriptions (`--shard`): part `index`, from 1, of `count`.',
        closed({ index: position, count: position }),
      ),
    },
  ),
  definitions: {
    place: { oneOf: [closed(filePlaceProperties), closed(livePlaceProperties)] },
    relatedPlace: {
      oneOf: [closed(filePlaceProperties, { message: text }), closed(livePlaceProperties, { message: text })],
    },
  },
};
