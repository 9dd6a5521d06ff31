import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * The walls of the house: what each room may import. A feature imports lib and itself, never another feature; lib knows
 * no room; the desk imports lib only; the shell opens rooms.
 */
const wall = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});
const FEATURES = ['board', 'meetings', 'messages', 'more', 'plan', 'reminders', 'start', 'step', 'today'];

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/lib/api/schema.gen.ts', 'test-results'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    // A pattern that takes for ever on the wrong words hangs the page (ASVS V1.3.12).
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': 'error' },
  },
  {
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // TypeScript knows better than this rule what is defined.
      'no-undef': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // `style="…"` in a template is refused by the CSP; `style:` goes through the CSSOM and is fine.
      'svelte/no-inline-styles': ['error', { allowTransitions: true }],
      // Its own router: plain paths, no base.
      'svelte/no-navigation-without-resolve': 'off',
      // Ours hold only what is computed anew each time, never what changes in place.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  ...FEATURES.map((feature) =>
    wall(
      [`src/features/${feature}/**`],
      [
        ...FEATURES.filter((other) => other !== feature).map((other) => `**/${other}/*`),
        '**/features/*',
        '**/app/*',
        '**/desk/*',
        '!$lib/**',
      ],
      'A feature imports $lib and itself; what two rooms need lives in lib.',
    ),
  ),
  wall(['src/lib/**'], ['**/features/**', '**/app/**', '**/desk/**'], 'lib knows no room.'),
  wall(['src/desk/**'], ['**/features/**', '**/app/**'], 'The desk imports $lib and itself.'),
  wall(['src/app/**'], ['**/features/*/words*'], 'The shell opens rooms; it does not read their words.'),
  {
    files: ['scripts/**', '*.config.*', 'e2e/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
);
