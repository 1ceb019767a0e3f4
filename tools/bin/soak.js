// Load and faults: `npm run soak -- --deposits N`. The code is tools/soak/main.ts.

// The SDK announces the end of Node 20 from 2027 on; the notice would stand in the middle of the progress.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

require(require('./run-typescript.js').bundle('tools/soak/main.ts'));
