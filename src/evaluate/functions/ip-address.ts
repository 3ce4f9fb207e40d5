/** An IP address: its value and whether it is of version 4 (32 bits) or 6 (128 bits). */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly value: bigint;
}

/** A network: its first address and the length of its prefix. */
export interface Network extends IpAddress {
  readonly prefix: number;
}

/** How many bits an address has. */
export function bitsOf(version: 4 | 6): number {
  return version === 4 ? 32 : 128;
}

/**
 * Reads `address/prefix`; bits behind the prefix are cleared. An address without a prefix has that of its historic class. Undefined
 * when it is no network.
 */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', prefixText = '', ...rest] = text.trim().split(/[/ ]+/);
  const ip = address === '' || rest.length > 0 ? undefined : parseAddress(address.replace(/^\[(.*)\]$/, '$1'));
  if (ip === undefined) return undefined;
  const prefix = prefixText === '' ? classPrefix(ip) : prefixOf(prefixText);
  return prefix === undefined || prefix > bitsOf(ip.version) ? undefined : networkOf(ip, prefix);
}

/** A prefix is its length, or a mask such as `255.255.0.0`. */
function prefixOf(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const mask = text.includes('.') ? parseAddress(text) : undefined;
  const bits = mask?.value.toString(2).padStart(32, '0') ?? '0';
  return /^1*0*$/.test(bits) && bits.length === 32 ? bits.replaceAll('0', '').length : undefined;
}

/** The network of that prefix which holds an address. */
export function networkOf({ version, value }: IpAddress, prefix: number): Network {
  const host = BigInt(bitsOf(version) - prefix);
  return { version, value: (value >> host) << host, prefix };
}

/** The last address of a network. */
export function lastOf({ version, value, prefix }: Network): IpAddress {
  return { version, value: value | ((1n << BigInt(bitsOf(version) - prefix)) - 1n) };
}

/** The mask of a prefix. */
export function maskOf({ version, prefix }: Network): IpAddress {
  const bits = BigInt(bitsOf(version));
  return { version, value: ((1n << BigInt(prefix)) - 1n) << (bits - BigInt(prefix)) };
}

function classPrefix({ version, value }: IpAddress): number {
  if (version === 6) return 64;
  const first = Number(value >> 24n);
  if (first < 128) return 8;
  if (first < 192) return 16;
  return 24;
}

function parseAddress(text: string): IpAddress | undefined {
  if (text.includes(':')) {
    const value = parseVersion6(text);
    return value === undefined ? undefined : { version: 6, value };
  }
  const value = parseVersion4(text);
  return value === undefined ? undefined : { version: 4, value };
}

/** Up to four numbers; the last one fills what is left, and a leading zero means octal, as in the C library. */
function parseVersion4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(?:0[0-7]*|[1-9]\d*)$/.test(part) && part.length < 12))
    return undefined;
  const numbers = parts.map((part) => BigInt(part.length > 1 && part.startsWith('0') ? `0o${part}` : part));
  const last = numbers.pop() ?? 0n;
  const room = 1n << BigInt(8 * (4 - numbers.length));
  if (last >= room || numbers.some((number) => number > 255n)) return undefined;
  return numbers.reduce((total, number) => total * 256n + number, 0n) * room + last;
}

function parseVersion6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groupsOf);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])];
  return groups.reduce((total, group) => (total << 16n) | BigInt(group), 0n);
}

/** The 16-bit groups of a half; dotted numbers at the end are two groups. */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  for (const [index, part] of text.split(':').entries()) {
    if (part.includes('.')) {
      const ip = index === text.split(':').length - 1 && part.split('.').length === 4 ? parseAddress(part) : undefined;
      if (ip === undefined) return undefined;
      groups.push(Number(ip.value >> 16n), Number(ip.value & 0xffffn));
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** As .NET writes it: dotted, or groups with the longest run of zeros left out, and the version 4 forms of version 6 dotted at the end. */
export function addressText({ version, value }: IpAddress): string {
  if (version === 4) return dotted(value);
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(16 * (7 - index))) & 0xffffn));
  const mapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0) && groups[6] !== 0;
  if (mapped) return `::ffff:${dotted(value & 0xffffffffn)}`;
  if (groups.slice(0, 6).every((group) => group === 0) && groups[6] !== 0) return `::${dotted(value & 0xffffffffn)}`;
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.map((group) => group.toString(16)).join(':');
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
