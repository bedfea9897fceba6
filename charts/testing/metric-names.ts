/** Words of PromQL that stand where a metric could. */
const KEYWORDS = new Set(
  'and or unless by without on ignoring group_left group_right offset bool inf nan sum avg min max count stddev stdvar topk bottomk quantile count_values group'.split(
    ' ',
  ),
);

/** Names of the metrics that a PromQL expression reads: identifiers outside of matchers, ranges, groupings and calls. */
export function metricNames(expression: string): string[] {
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\b(offset)\s+\d+[smhdwy]/g, ' ');
  const names = [...bare.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*(?!\s*\()\b/g)]
    .filter(
      ({ index, 0: name }) => !/^\s*\(/.test(bare.slice(index + name.length)) && !/[0-9.]/.test(bare.charAt(index - 1)),
    )
    .map(([name]) => name)
    .filter((name) => !KEYWORDS.has(name));
  return [...new Set(names)].sort();
}
