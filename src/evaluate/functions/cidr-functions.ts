import type { Property, Value } from '../../resource/value.ts';
import { outsideInt32 } from './argument-types.ts';
import type { BuiltInFunction, FunctionCall } from './built-in-function.ts';
import type { Checked } from './define.ts';
import { scalar } from './define.ts';
import { addressText, bitsOf, lastOf, maskOf, networkOf, parseNetwork } from './ip-address.ts';
import type { Network } from './ip-address.ts';
import { integerValue, objectValue, propertyOf, textValue } from '../../resource/make-value.ts';

/** Network functions: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr */
export const cidrFunctions: readonly BuiltInFunction[] = [
  scalar('parseCidr', ['s'], (args, call) => withNetwork(args, call, (network) => parseCidr(network, call))),
  scalar('cidrSubnet', ['s', 'i', 'i'], (args, call) => {
    return (
      outsideInt32(args.integer(1), call) ??
      outsideInt32(args.integer(2), call) ??
      withNetwork(args, call, (network) => subnet(network, args, call))
    );
  }),
  scalar('cidrHost', ['s', 'i'], (args, call) => {
    return outsideInt32(args.integer(1), call) ?? withNetwork(args, call, (network) => host(network, args, call));
  }),
];

function withNetwork(args: Checked, call: FunctionCall, compute: (network: Network) => Value): Value {
  const network = parseNetwork(args.text(0));
  return network === undefined ? call.fail(`The specified CIDR '${args.text(0)}' is not valid.`) : compute(network);
}

/** Version 4 keeps the first and last address of a network back, except in networks of one or two addresses. */
function parseCidr(network: Network, call: FunctionCall): Value {
  const last = lastOf(network);
  const wide = network.version === 4 && network.prefix < 31;
  const small = network.version === 4 && !wide;
  const first = { ...network, value: network.value + (wide ? 1n : 0n) };
  const lastUsable = small ? first : { ...last, value: last.value - (wide ? 1n : 0n) };
  const property = (key: string, text: string): Property => propertyOf(key, textValue(text, call.at), call.at);
  const properties = [
    property('network', addressText(network)),
    property('netmask', addressText(maskOf(network))),
    ...(network.version === 4 ? [property('broadcast', addressText(last))] : []),
    property('firstUsable', addressText(first)),
    property('lastUsable', addressText(lastUsable)),
    propertyOf('cidr', integerValue(network.prefix, call.at), call.at),
  ];
  return objectValue(properties, call.at);
}

function subnet(network: Network, args: Checked, call: FunctionCall): Value {
  const prefix = args.integer(1).value;
  const index = BigInt(args.integer(2).value);
  if (prefix < 0 || prefix > 255) return call.fail(`The specified byte '${prefix}' is not a valid byte value (0-255).`);
  if (prefix < network.prefix || prefix > bitsOf(network.version)) {
    return call.fail(
      `Could not generate subnet for network '${addressText(network)}/${network.prefix}' and CIDR value '${prefix}'.`,
    );
  }
  const count = 1n << BigInt(prefix - network.prefix);
  if (index < 0n || index >= count) {
    return call.fail(`The specified subnetIndex '${index}' is not a valid index of the subnet size '${count}'.`);
  }
  const value = network.value + (index << BigInt(bitsOf(network.version) - prefix));
  return textValue(`${addressText(networkOf({ version: network.version, value }, prefix))}/${prefix}`, call.at);
}

/** Host 0 is the first usable address, one above the network's own; the engine also counts downwards. */
function host(network: Network, args: Checked, call: FunctionCall): Value {
  const index = BigInt(args.integer(1).value);
  const size = 1n << BigInt(bitsOf(network.version) - network.prefix);
  const value = network.value + index + 1n;
  if (index >= size - 2n || value < 0n) {
    return call.fail(
      `Could not calculate the CidrHost for network '${addressText(network)}/${network.prefix}' and CIDR value '${index}'.`,
    );
  }
  return textValue(addressText({ version: network.version, value }), call.at);
}
