import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withRepository } from '../testing/example-repository.js';
import { TEXT_REJECTIONS } from '../testing/schema-rejections.js';
import { parseYamlSource, readYamlSource, type YamlSource } from './yaml-source.js';

const refusalsOf = ({ diagnostics }: YamlSource): string[] =>
  diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);

describe('YAML sources', () => {
  it.each(TEXT_REJECTIONS.map(([code, text, place]) => ({ code, text, place, what: text.slice(0, 30) })))(
    'refuse with $code at $place: $what',
    ({ code, text, place }) => {
      const [first, ...others] = withRepository({ 'a.yaml': text }, (root) =>
        refusalsOf(readYamlSource(root, 'a.yaml')),
      );
      expect(first).toBe(`a.yaml:${place} ${code}`);
      expect(others.every((other) => other.endsWith(code))).toBe(true);
    },
  );

  it('find keys and values again', () => {
    const source = parseYamlSource(
      'a.yaml',
      '# a comment\nname: ledger\nports:\n  - { port: 8080 }\n  - port: "9464"\n',
    );
    expect(source.data).toEqual({ name: 'ledger', ports: [{ port: 8080 }, { port: '9464' }] });
    expect(source.locate(['name'], 'value')).toEqual({ line: 2, column: 7, length: 6 });
    expect(source.locate(['name'], 'key')).toEqual({ line: 2, column: 1, length: 4 });
    expect(source.locate(['ports', 0, 'port'], 'value')).toEqual({ line: 4, column: 13, length: 4 });
    expect(source.locate(['ports', 1, 'port'], 'value')).toEqual({ line: 5, column: 11, length: 6 });
    expect(source.locate(['ports', 1], 'value')).toMatchObject({ line: 5, column: 5 });
    expect(source.locate(['ports', 0, 'protocol'], 'value')).toMatchObject({ line: 4, column: 5 });
    expect(source.locate(['ports', 0, 'port', 'deeper'], 'value')).toMatchObject({ line: 4, column: 7 });
    expect(source.locate([], 'value')).toMatchObject({ line: 2, column: 1 });
  });

  it('count the same places with Windows line ends and a byte order mark', () => {
    const text = '\uFEFFname: ledger\r\ntier: 0\r\n';
    const place = withRepository({ 'a.yaml': text }, (root) =>
      readYamlSource(root, 'a.yaml').locate(['tier'], 'value'),
    );
    expect(place).toEqual({ line: 2, column: 7, length: 1 });
  });

  it('refuse an alias bomb with one error for each anchor and alias, expanding nothing', () => {
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghij'[index]}, `.repeat(9)}]`),
    ];
    const { data, diagnostics } = parseYamlSource('a.yaml', bomb.join('\n'));
    expect(data).toBeUndefined();
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['yaml-alias']));
    expect(diagnostics[0]).toMatchObject({ line: 1, column: 4 });
  });

  it('refuse nesting that would exhaust the stack', () => {
    for (const text of ['['.repeat(100_000), `${'['.repeat(60_000)}${']'.repeat(60_000)}`, '{a: '.repeat(20_000)]) {
      expect(parseYamlSource('a.yaml', text).diagnostics.map(({ code }) => code)).toEqual(['yaml-depth']);
    }
  });

  it('name both lines of a duplicate key', () => {
    const [diagnostic] = parseYamlSource('a.yaml', 'a: 1\nb: 2\na: 3\n').diagnostics;
    expect(diagnostic?.message).toBe('the key "a" stands here again; line 1 has the first');
  });

  it('look for duplicates among many keys in linear time', () => {
    const keys = Array.from({ length: 25_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(parseYamlSource('a.yaml', keys).diagnostics).toEqual([]);
  });

  it('refuse what is no readable regular file, without naming absolute paths', () => {
    withRepository({ 'real.yaml': 'a: 1\n', 'folder/x': '' }, (root) => {
      symlinkSync(join(root, 'real.yaml'), join(root, 'link.yaml'));
      mkdirSync(join(root, 'folder.yaml'));
      writeFileSync(join(root, 'latin1.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
      writeFileSync(join(root, 'big.yaml'), '');
      truncateSync(join(root, 'big.yaml'), 10 * 1024 * 1024);
      for (const [file, code] of [
        ['missing.yaml', 'unreadable-file'],
        ['link.yaml', 'unreadable-file'],
        ['folder.yaml', 'unreadable-file'],
        ['real.yaml/below.yaml', 'unreadable-file'],
        ['latin1.yaml', 'binary-file'],
        ['big.yaml', 'over-size-file'],
      ] as const) {
        const source = readYamlSource(root, file);
        expect(refusalsOf(source)).toEqual([`${file}:1:1 ${code}`]);
        expect(JSON.stringify(source.diagnostics)).not.toContain(root);
      }
    });
  });

  it('refuse a file without read permission', () => {
    withRepository({ 'a.yaml': 'a: 1\n' }, (root) => {
      chmodSync(join(root, 'a.yaml'), 0);
      expect(refusalsOf(asNobody(() => readYamlSource(root, 'a.yaml')))).toEqual(['a.yaml:1:1 unreadable-file']);
    });
  });
});

/** Root may read everything, so a test that runs as root steps down for a moment. */
function asNobody<T>(read: () => T): T {
  if (process.geteuid?.() !== 0) return read();
  process.seteuid?.(65_534);
  try {
    return read();
  } finally {
    process.seteuid?.(0);
  }
}
