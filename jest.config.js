// The tests synthesize below it; a clean checkout has none.
require('node:fs').mkdirSync(require('node:path').join(__dirname, '.build'), { recursive: true });

// The SDK announces the end of Node 20 from 2027 on, once for each test file.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const { availableParallelism } = require('node:os');

// The unit suite. End-to-end tests have a configuration of their own: test/e2e/jest.config.js
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // No test is timed: this ends only what hangs, on a machine as slow and busy as they come.
  testTimeout: 10 * 60 * 1000,
  // Many suites wait for a process of theirs: one worker, as jest has it on two processors, leaves them idle half the time.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/oracles/'],
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/.build', '<rootDir>/bench/peers'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};
