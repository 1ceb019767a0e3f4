// Writes docs/events and the records of published events. The code is tools/docs/write-event-pages.ts.

require(require('./run-typescript.js').bundle('tools/docs/write-event-pages.ts'));
