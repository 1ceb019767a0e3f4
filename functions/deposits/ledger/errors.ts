/** There is no such deposit. A state machine knows the error by its name: no retry mends it. */
export class DepositUnknownError extends Error {
  override readonly name = 'DepositUnknownError';

  constructor() {
    super('there is no such deposit');
  }
}

/** The deposit is not being cleared, and so is not posted. A state machine knows the error by its name. */
export class DepositNotPostableError extends Error {
  override readonly name = 'DepositNotPostableError';

  constructor(readonly status: string) {
    super(`a deposit that is ${status} is not posted`);
  }
}
