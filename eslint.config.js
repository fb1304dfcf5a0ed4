import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

// Bugs only: how code looks is Prettier's business, who may import whom dependency-cruiser's.
export default ts.config(
  {
    ignores: [
      'node_modules/',
      'web/build/',
      '**/.svelte-kit/',
      'server/core/generated/',
      'web/src/lib/paraglide/',
      '**/generated.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    ignores: ['web/**', 'tests/web/**'],
    extends: [ts.configs.base],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-base-to-string': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Configuration is read once: add the variable to server/core/config.ts.',
        },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['web/**/*.ts', 'tests/web/**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    extends: [ts.configs.base],
    rules: { '@typescript-eslint/no-explicit-any': 'error' },
  },
  {
    files: ['web/**/*.svelte', 'web/**/*.svelte.ts'],
    extends: [ts.configs.base, ...svelte.configs.recommended],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // The dashboard is served from the root, so a plain path is the whole address.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // where the environment is read, and tests that look for optional data
    files: ['server/core/process.ts', 'tests/**/*.ts', '.config/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
);
