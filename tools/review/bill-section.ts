import type { CostReport } from '../../policies/cost/report/cost-report';
import { costSection } from '../../policies/cost/report/summary';
import type { BillSection } from '../../policies/report/html/page-material';

/** The bill as the review's page shows it: one figure a row, the last of the table; the others beside it. */
export function billSection(report: CostReport): BillSection {
  const { summary, tables, notes } = costSection(report);
  return {
    summary,
    rows: tables.flatMap(({ title, heads, rows }) =>
      rows.map((cells) => {
        const last = cells.length - 1;
        const others = cells.slice(1, last).map((cell, index) => `${heads[index + 1]} ${cell}`);
        return {
          label: cells[0] ?? '',
          value: cells[last] ?? '',
          note: [`${title}: ${heads[last]}`, ...others].join('; '),
        };
      }),
    ),
    notes,
  };
}
