import { writeColdStartPage } from './cold-start-page';

writeColdStartPage();
process.stdout.write('docs/cold-start.md and 2 charts\n');
