import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CostSection } from '../../policies/cost/report/summary';
import { FORMATS, type Format, renderers } from '../../policies/report/renderers';
import type { Review } from '../../policies/report/review';
import { rulesPage, version } from './about';
import { pageScript } from './page/page-script';

const FILES: Readonly<Record<Format, string>> = {
  text: 'review.txt',
  json: 'review.json',
  sarif: 'review.sarif',
  html: 'review.html',
};

/**
 * Writes the review in every format beside what was reviewed.
 *
 * @param bill for the page. @default that of the review
 * @returns the path of the page
 */
export async function writeReviewBundle(out: string, review: Review, bill?: CostSection): Promise<string> {
  const directory = join(out, 'review');
  mkdirSync(directory, { recursive: true });
  for (const format of FORMATS) {
    const render = await renderers[format]?.();
    if (!render) continue;
    const text = render(review, {
      rulesPage: rulesPage(),
      version: version(),
      page: { ...review.page, script: pageScript(), ...(bill ? { bill } : {}) },
    });
    writeFileSync(join(directory, FILES[format]), text);
  }
  return join(directory, FILES.html);
}
