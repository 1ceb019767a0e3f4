import { isDepositId } from './deposit';
import { formatMoney } from './money';
import type { DepositReader, FoundDeposit } from './ports';
import { toldReasons } from './told-reasons';

/** What a caller is shown of a deposit. Account numbers are shortened: who submitted it has them already. */
export interface DepositView {
  readonly depositId: string;
  readonly status: string;
  readonly amount: string;
  readonly currency: string;
  readonly chequeNumber: string;
  readonly drawer: { readonly routingNumber: string; readonly accountNumber: string };
  readonly depositAccountNumber: string;
  readonly depositBoxId: string;
  readonly receivedAt: string;
  /** Why it was rejected, as stable codes, confidential ones as `DECLINED`; only there when it was. */
  readonly reasons?: readonly string[];
}

/**
 * The deposit, for the identity that submitted it. Nothing for everybody else, as if it did not exist: an id that can be
 * probed tells that a deposit exists.
 */
export async function getDeposit(
  reader: DepositReader,
  query: { readonly depositId: string; readonly caller: string },
): Promise<DepositView | undefined> {
  const depositId = query.depositId.toLowerCase();
  if (!isDepositId(depositId)) return undefined;
  const deposit = await reader.find(depositId, query.caller);
  return deposit && view(deposit);
}

function view(deposit: FoundDeposit): DepositView {
  return {
    depositId: deposit.id,
    status: deposit.status,
    amount: formatMoney(deposit.amount),
    currency: deposit.amount.currency,
    chequeNumber: deposit.chequeNumber,
    drawer: {
      routingNumber: deposit.drawer.routingNumber,
      accountNumber: shortened(deposit.drawer.accountNumber),
    },
    depositAccountNumber: shortened(deposit.depositAccountNumber),
    depositBoxId: deposit.depositBoxId,
    receivedAt: deposit.receivedAt.toISOString(),
    ...(deposit.rejectionReasons && { reasons: toldReasons(deposit.rejectionReasons) }),
  };
}

/** The last four digits of a long number, the last two of a short one, of which four would be all. */
function shortened(accountNumber: string): string {
  return `****${accountNumber.slice(accountNumber.length >= 8 ? -4 : -2)}`;
}
