import { clearingSuite } from './clearing-suite';

describe('the clearing in PostgreSQL', () => clearingSuite('postgres'));
