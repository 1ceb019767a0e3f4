import { clearingSuite } from './clearing-suite';

describe('the clearing in the embedded database', () => clearingSuite('pglite'));
