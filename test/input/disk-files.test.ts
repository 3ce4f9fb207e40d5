import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiskFiles, findRootFolders, realPathOf } from '../../src/input/index.ts';

let base: string;
beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'backuplint-files-')));
  for (const folder of ['root/sub', 'outside', 'cache']) mkdirSync(join(base, folder), { recursive: true });
  writeFileSync(join(base, 'root/main.bicep'), 'var a = 1');
  writeFileSync(join(base, 'root/utf16.bicep'), Buffer.from('\ufeffvar ä = 1', 'utf16le'));
  writeFileSync(join(base, 'root/binary.bicep'), Buffer.from([0xff, 0x00, 0x80, 0x01]));
  writeFileSync(join(base, 'root/large.bicep'), 'x'.repeat(200));
  writeFileSync(join(base, 'outside/secret.bicep'), 'secret');
  writeFileSync(join(base, 'cache/main.json'), '{}');
  symlinkSync(join(base, 'outside/secret.bicep'), join(base, 'root/link.bicep'));
  symlinkSync(join(base, 'outside'), join(base, 'root/folder'));
  symlinkSync(join(base, 'root/sub'), join(base, 'root/inside'));
  symlinkSync(join(base, 'root/loop'), join(base, 'root/loop'));
  symlinkSync(join(base, 'root/inside'), join(base, 'root/again'));
  writeFileSync(join(base, 'root/sub/deep.bicep'), 'var b = 2');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const open = (limits = {}) =>
  createDiskFiles({
    roots: [join(base, 'root')],
    moduleCache: join(base, 'cache'),
    named: [join(base, 'outside/named.bicep')],
    ...limits,
  });

describe('files on the disk', () => {
  it.each([
    ['root/main.bicep', 'var a = 1'],
    ['root/sub/../main.bicep', 'var a = 1'],
    ['root/inside/../main.bicep', 'var a = 1'],
    ['root/utf16.bicep', 'var ä = 1'],
    ['cache/main.json', '{}'],
    ['root/again/deep.bicep', 'var b = 2'],
  ])('%s is read', (path, text) => {
    const result = open().text(join(base, path));
    expect(result.ok && result.value.text).toBe(text);
  });

  it.each([
    ['outside/secret.bicep', 'refused', 'it lies outside the root folders'],
    ['root/../outside/secret.bicep', 'refused', 'outside/secret.bicep'],
    ['root/link.bicep', 'refused', "outside/secret.bicep', which lies outside"],
    ['root/folder/secret.bicep', 'refused', 'lies outside the root folders'],
    ['root/folder/missing.bicep', 'refused', 'lies outside the root folders'],
    ['/etc/passwd', 'refused', 'it lies outside'],
    ['root/missing.bicep', 'missing', 'there is no such file'],
    ['root/main.bicep/x', 'missing', 'there is no such file'],
    ['root/binary.bicep', 'unreadable', 'it is not valid UTF-8'],
    ['root/loop', 'unreadable', ''],
    ['root/sub', 'unreadable', 'it is a folder'],
    ['root/a\u0000b.bicep', 'unreadable', ''],
  ])('%s is %s', (path, kind, because) => {
    const result = open().text(path.startsWith('/') ? path : `${base}/${path}`);
    expect(result).toMatchObject({ ok: false, kind, because: expect.stringContaining(because) });
  });

  it('reads what was named, wherever it is', () => {
    writeFileSync(join(base, 'outside/named.bicep'), 'named');
    expect(open().text(join(base, 'outside/named.bicep')).ok).toBe(true);
    expect(open().text(join(base, 'outside/secret.bicep')).ok).toBe(false);
  });

  it('reads each file once', () => {
    const files = open();
    const first = files.text(join(base, 'root/main.bicep'));
    const second = files.text(join(base, 'root/sub/../main.bicep'));
    expect(first.ok && second.ok && first.value === second.value).toBe(true);
    const linked = ['root/sub', 'root/inside', 'root/again'].map((folder) =>
      files.text(join(base, folder, 'deep.bicep')),
    );
    expect(new Set(linked.map((result) => result.ok && result.value)).size).toBe(1);
  });

  it('keeps the bytes of a file when it reads others', () => {
    const files = open();
    const bytes = files.bytes(join(base, 'root/main.bicep'));
    files.text(join(base, 'root/large.bicep'));
    expect(bytes.ok && Buffer.from(bytes.value).toString()).toBe('var a = 1');
  });

  it('takes a path that no file can have for one that is not there', () => {
    expect(open().exists(join(base, 'root', 'a/'.repeat(100_000), 'x.bicep'))).toBe(false);
    expect(open().exists(join(base, 'root', 'a'.repeat(100_000)))).toBe(false);
  });

  it('keeps to the limits and says so', () => {
    const small = open({ fileLimit: 100 }).text(join(base, 'root/large.bicep'));
    expect(small).toMatchObject({ ok: false, because: expect.stringContaining('larger than the limit of 100 bytes') });
    const files = open({ totalLimit: 205 });
    expect(files.text(join(base, 'root/large.bicep')).ok).toBe(true);
    expect(files.text(join(base, 'root/main.bicep'))).toMatchObject({
      ok: false,
      because: expect.stringContaining('all files together'),
    });
  });

  it.skipIf(process.platform === 'win32')('refuses pipes without waiting for a writer', () => {
    execFileSync('mkfifo', [join(base, 'root/pipe.bicep')]);
    const because = expect.stringContaining('it is not a regular file');
    expect(open().text(join(base, 'root/pipe.bicep'))).toMatchObject({ ok: false, because });
    expect(open().exists(join(base, 'root/pipe.bicep'))).toBe(false);
  });

  it('lists what may be read', () => {
    const listed = open().list(join(base, 'root'));
    const names = listed.ok ? listed.value.map(({ name, kind }) => `${kind} ${name}`) : [];
    expect(names).toContain('file main.bicep');
    expect(names).toContain('directory inside');
    expect(names.filter((name) => /link|folder|loop/.test(name))).toEqual([]);
    expect(open().list(join(base, 'outside')).ok).toBe(false);
  });

  it('tells what exists', () => {
    const files = open();
    const paths = ['root/main.bicep', 'root/missing.bicep', 'root/sub', 'root/link.bicep', 'root/a\u0000b'];
    expect(paths.map((path) => files.exists(`${base}/${path}`))).toEqual([true, false, false, false, false]);
  });
});

describe('root folders', () => {
  it('are the repository, else the working directory, else the folder of the input', () => {
    mkdirSync(join(base, 'repo/.git'), { recursive: true });
    mkdirSync(join(base, 'repo/infra'), { recursive: true });
    writeFileSync(join(base, 'repo/infra/main.bicep'), '');
    const inRepository = findRootFolders([join(base, 'repo/infra/main.bicep')], base, []);
    expect(inRepository).toEqual([realPathOf(join(base, 'repo'))]);
    expect(findRootFolders([join(base, 'root/sub')], join(base, 'root'), [])).toEqual([join(base, 'root')]);
    expect(findRootFolders([join(base, 'root/main.bicep')], join(base, 'cache'), [])).toEqual([join(base, 'root')]);
  });

  it('are those given', () => {
    expect(findRootFolders([join(base, 'root/main.bicep')], base, ['outside'])).toEqual([join(base, 'outside')]);
  });
});
