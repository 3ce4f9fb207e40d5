import { describe, expect, it } from 'vitest';
import { matchesNoProxy } from '../../src/input/resource-graph/proxy-bypass.ts';

describe('an entry of NO_PROXY', () => {
  it.each([
    ['*', 'https://management.azure.com'],
    ['management.azure.com', 'https://management.azure.com'],
    ['Azure.com', 'https://management.azure.com'],
    ['.azure.com', 'https://management.azure.com'],
    ['.azure.com', 'https://azure.com'],
    ['*.azure.com', 'https://management.azure.com'],
    ['management.azure.com:443', 'https://management.azure.com'],
    ['127.0.0.1', 'https://127.0.0.1:8443'],
    ['127.0.0.1:8443', 'https://127.0.0.1:8443'],
    ['10.0.0.0/8', 'https://10.1.2.3'],
    ['0.0.0.0/0', 'https://10.1.2.3'],
    ['::1', 'https://[::1]:8443'],
    ['[::1]:8443', 'https://[::1]:8443'],
    ['fd00::/8', 'https://[fd12::1]'],
  ])('%s is about %s', (pattern, url) => {
    expect(matchesNoProxy(new URL(url), pattern)).toBe(true);
  });

  it.each([
    ['zure.com', 'https://management.azure.com'],
    ['management.azure.com:8443', 'https://management.azure.com'],
    ['10.0.0.0/8', 'https://11.1.2.3'],
    ['10.0.0.0/8', 'https://management.azure.com'],
    ['10.0.0.0/33', 'https://10.1.2.3'],
    ['azure.com/8', 'https://azure.com'],
    ['0.0.1', 'https://127.0.0.1'],
    ['fd00::/8', 'https://[fe80::1]'],
    ['::1', 'https://[::2]'],
    ['.', 'https://management.azure.com'],
  ])('%s is not about %s', (pattern, url) => {
    expect(matchesNoProxy(new URL(url), pattern)).toBe(false);
  });
});
