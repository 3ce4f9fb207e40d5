import { BlockList, isIP } from 'node:net';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/** Name of the SDK's policy that sends requests through the proxy of the environment. */
export const proxyPolicyName = 'proxyPolicy';

/**
 * A policy, to come after the SDK's own for proxies, that takes requests to the hosts of `NO_PROXY` past the proxy: the SDK knows exact names and `.suffix` only.
 * Undefined where the environment names no such hosts.
 */
export function createProxyBypass(
  environment: Readonly<Record<string, string | undefined>>,
): PipelinePolicy | undefined {
  const patterns = (environment['NO_PROXY'] || environment['no_proxy'] || '').split(/[\s,]+/).filter(Boolean);
  if (patterns.length === 0) return undefined;
  return {
    name: 'backuplintProxyBypass',
    sendRequest(request, next) {
      const url = new URL(request.url);
      if (patterns.some((pattern) => matchesNoProxy(url, pattern))) delete request.agent;
      return next(request);
    },
  };
}

/**
 * Whether an entry of `NO_PROXY` is about an address, as curl and Go read it: `*` for all, a host name (its subdomains, too), `.suffix` or `*.suffix`, an IP address
 * or a range of them in CIDR notation, each perhaps with a port.
 */
export function matchesNoProxy(url: URL, pattern: string): boolean {
  if (pattern === '*') return true;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const range = /^\[?([^\]]+?)\]?\/(\d{1,3})$/.exec(pattern);
  if (range !== null) return isInRange(host, range[1] ?? '', Number(range[2]));
  const [, name = '', port] = /^\[?(.+?)\]?(?::(\d{1,5}))?$/.exec(isIP(pattern) === 6 ? `[${pattern}]` : pattern) ?? [];
  if (port !== undefined && port !== (url.port || (url.protocol === 'https:' ? '443' : '80'))) return false;
  const wanted = name.toLowerCase().replace(/^\*?\./, '');
  return host === wanted || (isIP(host) === 0 && host.endsWith(`.${wanted}`));
}

function isInRange(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(network, bits, type);
  return range.check(host, type);
}
