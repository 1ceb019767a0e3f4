/** Answers that are believed for a moment, so that a busy function does not ask the control plane at every call. */
export class Remembered<T> {
  private readonly known = new Map<string, { readonly until: number; readonly value: Promise<T> }>();

  constructor(private readonly milliseconds: number) {}

  /** The known answer, or that of `ask`. A failure is not remembered. */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.known.get(key);
    if (known && known.until > Date.now()) return known.value;
    const value = ask();
    const entry = { until: Date.now() + this.milliseconds, value };
    this.known.set(key, entry);
    value.catch(() => {
      if (this.known.get(key) === entry) this.known.delete(key);
    });
    return value;
  }

  forget(): void {
    this.known.clear();
  }
}
