import { rules } from '../../policies/rules/index.js';
import { GENERATED_NOTE, type GeneratedFile, markdownTable } from './generated-file.js';

/** Every rule of the audit, ordered by id. */
export function rulesPage(): GeneratedFile {
  const rows = [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, severity, title, population, crossDomain, waivable }) => [
      id,
      severity,
      title,
      population,
      crossDomain ? 'yes' : '',
      waivable ? '' : 'never',
    ]);
  const content = [
    '# Rules',
    `${GENERATED_NOTE} \`finflow explain <rule>\` says what a rule protects against, how to fix a finding and which controls it supports.`,
    markdownTable(['rule', 'severity', 'what must hold', 'looks at', 'across domains', 'waivable'], rows),
  ];
  return { path: 'docs/rules.md', content: `${content.join('\n\n')}\n` };
}
