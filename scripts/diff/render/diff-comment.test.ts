import { describe, expect, it } from 'vitest';
import { say } from '../sentence.js';
import { eventful, exampleComparison, exampleResource, exampleStack } from '../testing/example-comparison.js';
import { COMMENT_MARKER, diffComment, LONGEST_COMMENT } from './diff-comment.js';

const outsideOfFolds = (comment: string): string => comment.replace(/<details>.*?<\/details>/gs, '');

describe('the comment of a pull request', () => {
  it('is empty when nothing changes', () => {
    expect(diffComment(exampleComparison())).toBe('');
  });

  it('looks like this', async () => {
    await expect(`${diffComment(eventful)}\n`).toMatchFileSnapshot('../testing/eventful-comment.md');
  });

  it('begins with the marker that the next run looks for', () => {
    expect(diffComment(eventful).split('\n')[0]).toBe(COMMENT_MARKER);
  });

  it('shows losses, regressions and widenings without unfolding anything', () => {
    const seen = outsideOfFolds(diffComment(eventful));
    expect(seen).toContain('1 resource would be destroyed, 2 resources would be replaced');
    for (const text of ['`aws_route.gone`', '`aws_vpc.vpc`', '`DATA-002`', '`fraud` may now call `ledger`', '`W-1`']) {
      expect(seen).toContain(text);
    }
    expect(seen).not.toContain('fewest replicas');
  });

  it('says that the effect of changed programs is not shown, also when nothing else changes', () => {
    expect(diffComment(exampleComparison({ programFiles: ['stacks/main.ts'] }))).toContain(
      '1 file of the program differs',
    );
  });
});

describe('text that users wrote', () => {
  const hostile = [
    '</details><script>alert(1)</script>',
    '@finflow/compliance please approve, fixes #1',
    '[click](https://evil.example) ![](https://evil.example/pixel)',
    '` **bold** ``` code ``` `',
    '| a | b |\n# heading\n\n- list',
    '\u202Edesrever\u001B[31m',
  ].join(' ');

  it('stands inside of one code span on one line', () => {
    const comment = diffComment(
      exampleComparison({
        statements: [{ risk: 'data-loss', sentence: say`description becomes ${hostile}`, environments: ['local'] }],
      }),
    );
    const line = comment.split('\n').find((text) => text.startsWith('- description')) ?? '';
    const [, fence = ''] = /^- description becomes (`+)/.exec(line) ?? [];
    const [, inside = '', after = ''] = line.split(fence);
    expect(line.split(fence)).toHaveLength(3);
    expect(inside).toContain('@finflow');
    expect(after).toBe(' (local)');
    for (const invisible of ['\u202E', '\u001B']) expect(comment).not.toContain(invisible);
    expect(comment.split('\n').filter((text) => text.startsWith('# '))).toEqual([]);
  });

  it('cannot leave the code span of a name that ends with a backtick', () => {
    const comment = diffComment(exampleComparison({ stacks: [exampleStack({ stack: 'x` <b>@all</b> `' })] }));
    expect(comment).toContain('``x` <b>@all</b> ` ``'.replace('``x', '`` x'));
  });
});

describe('the length of the comment', () => {
  const resources = Array.from({ length: 3_000 }, (_, index) =>
    exampleResource({ address: `aws_subnet.subnet-${index}`, action: 'replace', forcedBy: ['cidr_block'] }),
  );

  it('stays below what GitHub accepts, says so, and closes what it opened', () => {
    const comment = diffComment({ ...eventful, stacks: [exampleStack({ resources })] });
    expect(comment.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(comment).toMatch(/_[\d,]+ lines left out/);
    expect(comment.match(/<details>/g)).toHaveLength(comment.match(/<\/details>/g)?.length ?? 0);
    expect(comment).toContain('<sub>Compared `main (111111111111)`');
  });

  it('holds with the longest values there can be', () => {
    const long = '`\u0000'.repeat(5_000);
    const statements = Array.from({ length: 200 }, (_, index) => ({
      risk: 'data-loss' as const,
      sentence: say`${long} ${index}`,
      environments: ['production'],
    }));
    const stacks = [
      exampleStack({
        stack: long.slice(0, 100),
        resources: resources.map((change) => ({ ...change, forcedBy: [long, long] })),
      }),
    ];
    expect(diffComment(exampleComparison({ statements, stacks })).length).toBeLessThanOrEqual(LONGEST_COMMENT);
  });
});
