import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** A room may not import the rooms named in its row; see docs/architecture.md. */
const boundaries = {
  environments: ['stacks', 'charts', 'policies', 'scripts'],
  services: ['stacks', 'charts', 'policies', 'scripts'],
  stacks: ['charts', 'policies', 'scripts'],
  charts: ['stacks', 'policies', 'scripts'],
  policies: ['environments', 'services', 'stacks', 'charts', 'scripts'],
};

const noImport = (rooms, extra = []) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        ...rooms.map((room) => ({
          regex: `^(\\.\\./)+${room}/`,
          message: `data only moves to the right: this room may not import ${room}/`,
        })),
        ...extra,
      ],
    },
  ],
});

const onlyStacksImportCdktf = { regex: '^(cdktf|@cdktf/.*)$', message: 'only stacks/ imports cdktf' };

const programsReadOnlyNames = {
  regex: '/definition/(?!names\\.js$)',
  message: 'a program reads its contract at run time; only definition/names.js is shared',
};

const kitKnowsNoService = {
  regex: '^(\\.\\./)+(auth|ledger|fraud|notification|console)/',
  message: 'the kit knows no service',
};

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'cdktf.out/', 'node_modules/', 'coverage/', '.finflow/'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js', '.*/*.js'] } } },
    rules: {
      'max-lines': ['error', { max: 250 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'named exports only' },
        { selector: 'TSEnumDeclaration', message: 'use a union of literals' },
        { selector: 'TSAsExpression > TSAsExpression', message: 'no double casts' },
      ],
    },
  },
  ...Object.entries(boundaries).map(([room, forbidden]) => ({
    files: [`${room}/**/*.ts`],
    rules: noImport(forbidden, room === 'stacks' ? [] : [onlyStacksImportCdktf]),
  })),
  { files: ['scripts/**/*.ts'], rules: noImport([], [onlyStacksImportCdktf]) },
  // Programs know the names that the platform derives for them and nothing else of the definitions; the kit knows no service.
  {
    files: ['services/{kit,auth,ledger,fraud,notification,console}/**/*.ts'],
    rules: noImport(boundaries.services, [onlyStacksImportCdktf, programsReadOnlyNames]),
  },
  {
    files: ['services/kit/**/*.ts'],
    rules: noImport(boundaries.services, [onlyStacksImportCdktf, programsReadOnlyNames, kitKnowsNoService]),
  },
  // Tests of a room may synthesize real output to judge it.
  {
    files: ['**/*.test.ts', '**/testing/**/*.ts'],
    rules: { 'no-restricted-imports': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  // The console's page: modules of the browser, not compiled.
  {
    files: ['services/console/web/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        fetch: 'readonly',
        crypto: 'readonly',
        setTimeout: 'readonly',
        EventSource: 'readonly',
      },
    },
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ['*.js', '*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
    extends: [tseslint.configs.disableTypeChecked],
  },
);
