// Who may import whom (docs/architecture.md explains). Every rule here has a planted violation in
// test/fixtures/boundaries, and a test fails when one of them is not reported.
const folder = (name) => `^${name}/`;
const local = '^(stacks|modules|functions|policies|tools|test|bench)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment:
        'Two files that import each other are one concept in two places. Types are exempt: the checks of a construct ' +
        'have a file of their own and name its props.',
      from: { path: local },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-stands-alone',
      severity: 'error',
      comment: 'modules/core is what every module builds on: it imports none of them.',
      from: { path: folder('modules/core') },
      to: { path: local, pathNot: folder('modules/core') },
    },
    {
      name: 'modules-import-modules',
      severity: 'error',
      comment: 'Another team takes modules/ without our stacks and functions.',
      from: { path: folder('modules') },
      to: { path: local, pathNot: folder('modules') },
    },
    {
      name: 'stacks-compose',
      severity: 'error',
      comment: 'Stacks compose modules by the contracts; they see no handler, adapter or domain code.',
      from: { path: folder('stacks') },
      to: { path: local, pathNot: '^(stacks|modules)/|^functions/[^/]+/contract\\.ts$' },
    },
    {
      name: 'domain-stands-alone',
      severity: 'error',
      comment: 'The domain knows neither AWS nor the functions that use it.',
      from: { path: folder('functions/deposits') },
      to: { path: local, pathNot: folder('functions/deposits') },
    },
    {
      name: 'domain-without-aws',
      severity: 'error',
      comment: 'The domain is apart from AWS.',
      from: { path: folder('functions/deposits') },
      to: { path: 'node_modules/(@aws-sdk|@smithy|aws-lambda|@types/aws-lambda)/' },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      comment: 'What all functions share knows none of them.',
      from: { path: folder('functions/shared') },
      to: { path: local, pathNot: folder('functions/shared') },
    },
    {
      name: 'adapters-serve-the-domain',
      severity: 'error',
      comment: 'Adapters implement ports of the domain, for any function.',
      from: { path: folder('functions/adapters') },
      to: { path: local, pathNot: '^functions/(adapters|deposits|shared)/' },
    },
    {
      name: 'functions-do-not-import-each-other',
      severity: 'error',
      comment: 'A function is deployed alone: what two need belongs to shared, the domain or the adapters.',
      from: { path: '^functions/([^/]+)/', pathNot: '^functions/(adapters|deposits|shared)/' },
      to: { path: local, pathNot: '^functions/($1|adapters|deposits|shared)/' },
    },
    {
      name: 'handlers-without-cdktf',
      severity: 'error',
      comment: 'Nothing that a handler reaches touches cdktf: it would be shipped to Lambda.',
      from: { path: '^functions/[^/]+/(handler|contract)\\.ts$' },
      to: { path: 'node_modules/(cdktf|constructs|@cdktf)/', reachable: true },
    },
    {
      name: 'policies-judge-independently',
      severity: 'error',
      comment: 'The judge reads what Terraform reads. It shares no code with what it judges.',
      from: { path: folder('policies') },
      to: { path: local, pathNot: folder('policies') },
    },
    {
      name: 'nothing-imports-the-tools',
      severity: 'error',
      comment:
        'tools, bench and test are ends: nothing builds on them. bench/run.js is started as the commands are.',
      from: { path: '^(stacks|modules|functions|policies|bench)/', pathNot: '^bench/run\\.js$' },
      to: { path: '^(tools|test)/' },
    },
    {
      name: 'nothing-imports-the-benchmarks',
      severity: 'error',
      comment: 'tools, bench and test are ends: nothing builds on them.',
      from: { path: '^(stacks|modules|functions|policies|tools|test)/' },
      to: { path: folder('bench') },
    },
    {
      name: 'tools-do-not-import-tests',
      severity: 'error',
      comment: 'What runs for a user is not in the tests.',
      from: { path: folder('tools') },
      to: { path: folder('test') },
    },
    {
      name: 'public-api-of-cdktf',
      severity: 'error',
      comment:
        'Leaving cdktf for its successor is a change of import names, as long as nothing private is used.',
      from: { path: local },
      to: { path: 'node_modules/cdktf/lib/(?!index\\.)' },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      comment: 'A package that another brought along disappears when that one changes.',
      from: { path: local },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.build|cdktf\\.out|bench/peers|test/oracles|test/fixtures|test/golden)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
