// The end-to-end suites: real Terraform, the real provider, the emulator. One at a time: they share two cores.
/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  // Load and faults take longer than everything else together: `npm run test:soak` runs them, by themselves.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.VPC_LAMBDA_SOAK ? [] : ['/soak\\.test\\.ts$'])],
  testTimeout: 15 * 60 * 1000,
  maxWorkers: 1,
  verbose: true,
};
