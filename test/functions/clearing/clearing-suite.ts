import type { EngineName } from '../../tools/emulator/data-api/support';
import { checksSuite } from './checks-suite';
import { clearingSystem } from './clearing-system';
import { decisionsSuite } from './decisions-suite';

/** The clearing in a real database: once for each engine. */
export function clearingSuite(engine: EngineName): void {
  const system = clearingSystem(engine);
  checksSuite(system);
  decisionsSuite(system);
}
