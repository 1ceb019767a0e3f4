// The end-to-end suites: real Terraform, the real provider, the emulator. One at a time: they share two cores.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 15 * 60 * 1000,
  maxWorkers: 1,
  verbose: true,
};
