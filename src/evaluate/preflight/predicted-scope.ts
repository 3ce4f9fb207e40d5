import { propertiesOf } from '../../resource/properties.ts';
import { callSymbol, unknownValue } from '../../resource/unknown.ts';
import type { Property, Value } from '../../resource/value.ts';
import type { Location } from '../../text/location.ts';
import { describeTenant, groupParts, runtimePart } from '../describe-scope.ts';
import type { Frame } from '../frame.ts';
import { unknownKeyText } from '../functions/unknown-key.ts';
import { objectOf, textValue } from '../../resource/make-value.ts';

/** `resourceGroup()` as the preflight knows it: of a group that was named it tells who manages it, and its id only with the subscription. */
export function predictedGroup(frame: Frame, at: Location): Value {
  const { groupGiven, subscriptionId, identity } = frame.place;
  const parts = groupParts(frame, at);
  if (!groupGiven)
    return objectOf(
      parts.filter(([key]) => key !== 'managedBy'),
      at,
    );
  if (subscriptionId.kind === 'string') return objectOf(parts, at);
  const id = runtimePart('resourceGroup', identity, at)('id');
  return objectOf(
    parts.map(([key, value]) => [key, key === 'id' ? id : value]),
    at,
  );
}

/** `tenant()` as the preflight knows it: nothing of one that was not named. */
export function predictedTenant(frame: Frame, at: Location): Value {
  const { tenantId, identity } = frame.place;
  if (tenantId.kind !== 'unknown') return describeTenant(frame, at);
  return unknownValue(callSymbol('tenant', [], identity), tenantId.because, at);
}

/**
 * `deployment()` as the preflight knows it: of a root whose name or location was given just that, of every other deployment an outline
 * that may hold more.
 */
export function predictedDeployment(frame: Frame, at: Location): Value {
  const { contentVersion = '1.0.0.0' } = frame.template;
  const version = textValue(contentVersion, at);
  const hasLocation = frame.place.scope !== 'resourceGroup';
  if (!isGiven(frame, hasLocation)) {
    const template = withOthers([['ContentVersion', version]], [], at);
    const properties = withOthers([], [['Template', template]], at);
    const known: [string, Value][] = [['Name', frame.deploymentName()]];
    if (hasLocation) known.push(['Location', frame.deploymentLocation()]);
    return withOthers(known, [['Properties', properties]], at);
  }
  const properties = objectOf([['template', objectOf([['contentVersion', version]], at)]], at);
  const entries: [string, Value][] = [
    ['name', frame.deploymentName()],
    ['properties', properties],
  ];
  if (hasLocation) entries.push(['location', frame.deploymentLocation()]);
  return objectOf(entries, at);
}

function isGiven({ parent, session }: Frame, hasLocation: boolean): boolean {
  const { deploymentName, location } = session.inputs.context;
  return parent === undefined && (deploymentName !== undefined || (hasLocation && location !== undefined));
}

/** An object that may have more properties, of which the engine says as much as `unknown()`. */
function withOthers(before: readonly [string, Value][], after: readonly [string, Value][], at: Location): Value {
  const unknown = unknownValue(callSymbol('unknown', []), 'deployment() is known in full only to the deployment', at);
  const property = ([key, value]: readonly [string, Value]): Property => ({ key, keyAt: at, value });
  const others: Property = { key: unknownKeyText(unknown), keyAt: at, value: unknown, unknownKey: unknown };
  return {
    kind: 'object',
    properties: propertiesOf([...before.map(property), others, ...after.map(property)]),
    at,
  };
}
