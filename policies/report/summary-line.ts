import { SEVERITIES } from '../rules/rule';
import type { Review } from './review';

/** `40 of 52 resources checked: 3 fail (1 critical, 2 high), 1 unknown, 0 waived`. */
export function summaryLine({ findings, summary }: Review): string {
  const bySeverity = [...SEVERITIES].reverse().flatMap((severity) => {
    const count = findings.filter((one) => one.status === 'fail' && one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const { resources, checked, fail, unknown, waived } = summary;
  return (
    `${checked} of ${counted(resources, 'resource', 'resources')} checked: ` +
    `${fail} fail${bySeverity.length > 0 ? ` (${bySeverity.join(', ')})` : ''}, ${unknown} unknown, ${waived} waived`
  );
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
