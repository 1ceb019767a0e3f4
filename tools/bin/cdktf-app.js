// What cdktf.json names as the application: the same synth as `vpc-lambda synth`, into the directory that the cdktf
// command line gives. Output of the cdktf child goes to standard error: cdktf reads nothing from standard output.

require(require('./run-typescript.js').bundle('tools/cli/cdktf-app.ts'));
