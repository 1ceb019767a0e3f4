import type { DeployedFunction } from './deployed-function';

/** What the platform's closing lines say about an invocation. */
export interface Report {
  readonly requestId: string;
  readonly status: 'success' | 'error' | 'timeout';
  readonly durationMs: number;
  readonly initDurationMs?: number;
  readonly peakMemoryMib?: number;
}

/** The line before the function's own. */
export function startLine(deployed: DeployedFunction, requestId: string): string {
  if (deployed.logFormat === 'Text') return `START RequestId: ${requestId} Version: ${deployed.version}`;
  return platformEvent('platform.start', { requestId, version: deployed.version });
}

/** The lines after the function's own. */
export function endLines(deployed: DeployedFunction, report: Report): string[] {
  const { requestId } = report;
  const billedMs = Math.ceil(report.durationMs + (report.initDurationMs ?? 0));
  if (deployed.logFormat === 'JSON') {
    const metrics = {
      durationMs: round(report.durationMs),
      billedDurationMs: billedMs,
      memorySizeMB: deployed.memoryMib,
      ...(report.peakMemoryMib === undefined ? {} : { maxMemoryUsedMB: report.peakMemoryMib }),
      ...(report.initDurationMs === undefined ? {} : { initDurationMs: round(report.initDurationMs) }),
    };
    return [platformEvent('platform.report', { requestId, metrics, status: report.status })];
  }
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${deployed.memoryMib} MB`,
    ...(report.peakMemoryMib === undefined ? [] : [`Max Memory Used: ${report.peakMemoryMib} MB`]),
    ...(report.initDurationMs === undefined ? [] : [`Init Duration: ${report.initDurationMs.toFixed(2)} ms`]),
    ...(report.status === 'success' ? [] : [`Status: ${report.status}`]),
  ];
  return [`END RequestId: ${requestId}`, `${parts.join('\t')}\t`];
}

function platformEvent(type: string, record: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ time: new Date().toISOString(), type, record });
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
