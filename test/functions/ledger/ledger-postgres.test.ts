import { ledgerSuite } from './ledger-suite';

describe('the ledger in PostgreSQL', () => ledgerSuite('postgres'));
