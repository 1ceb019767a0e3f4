import { synthesizeApplication } from '../../stacks/application';
import { loadEnvironment } from '../../stacks/environments/load';
import { functionsFromEnvironment } from './size';
import { WorkersStack } from './workers-stack';

/** The topology as an application of its own, run as `stacks/main.ts` is. */
synthesizeApplication(
  __filename,
  (app) => new WorkersStack(app, loadEnvironment('dev'), functionsFromEnvironment(process.env)),
);
