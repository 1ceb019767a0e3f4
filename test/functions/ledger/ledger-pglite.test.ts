import { ledgerSuite } from './ledger-suite';

describe('the ledger in the embedded database', () => ledgerSuite('pglite'));
