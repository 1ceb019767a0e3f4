/** As `node:timers/promises` has it, which is a module more to load in every cold start. */
export function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, millis);
  });
}
