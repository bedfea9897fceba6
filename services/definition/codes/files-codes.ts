/** Error codes about files. */
export const filesCodes = {
  'unreadable-file': {
    title: 'A definition cannot be read',
    why: 'A definition is a regular file that this user may read. Symbolic links are refused, so that what was reviewed is what is read.',
    fix: 'chmod u+r services/ledger/service.yaml',
  },
  'over-size-file': {
    title: 'A definition is larger than 256 KiB',
    why: 'No definition needs that much; the size is checked before the content is read.',
    fix: 'move the data out of the definition',
  },
  'binary-file': {
    title: 'A definition is not UTF-8 text',
    why: 'Editors, reviews and diffs work on text.',
    fix: 'save the file as UTF-8',
  },
  'empty-file': {
    title: 'A definition holds no data',
    why: 'An empty file would silently remove what it used to define.',
    fix: 'write the definition or remove the file',
  },
  'misnamed-file': {
    title: 'A file looks like a definition and is not read',
    why: 'Only services/<name>/service.yaml and environments/<name>.yaml are definitions.',
    fix: 'rename service.yml to service.yaml',
  },
  'yaml-syntax': {
    title: 'The text is not YAML',
    why: 'Nothing after a syntax error can be trusted.',
    fix: 'close the bracket or fix the indentation',
  },
  'yaml-documents': {
    title: 'A file holds several YAML documents',
    why: 'One file defines one thing.',
    fix: 'remove the --- line',
  },
  'yaml-alias': {
    title: 'Anchors and aliases are refused',
    why: 'A few nested aliases expand to gigabytes, and a value written elsewhere hides from review.',
    fix: 'write the value out',
  },
  'yaml-tag': { title: 'YAML tags are refused', why: 'The schema knows every type.', fix: 'remove the tag' },
  'yaml-depth': {
    title: 'The file is nested too deeply',
    why: 'No schema here is deeper than a dozen levels.',
    fix: 'remove the nesting',
  },
  'duplicate-key': {
    title: 'A key stands twice in one mapping',
    why: 'YAML readers disagree about which one wins.',
    fix: 'keep one of the two',
  },
} as const;
