/** `submit-deposit` and `Submit deposit` become `SubmitDeposit`: for statement ids and other places without dashes. */
export function pascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word.length > 0)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `pseudonymKey` and `pseudonym-key` become `PSEUDONYM_KEY`: for environment variables. */
export function constantCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
