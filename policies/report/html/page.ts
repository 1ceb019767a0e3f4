import { createHash } from 'node:crypto';
import type { RenderOptions } from '../renderers';
import type { Review } from '../review';
import { billSection } from './bill-section';
import { findingsSection } from './findings-section';
import { functionsSection } from './functions-section';
import { html, Markup } from './markup';
import { changesSection, proofsSection, waiversSection } from './other-sections';
import type { PageMaterial } from './page-material';
import { type PageModel, pageModel } from './page-model';
import { pictureSection } from './picture/picture-section';
import { number } from './small';
import { sourcesSection } from './sources-section';
import { PAGE_STYLE } from './styles/page-style';
import { PARTS_STYLE } from './styles/parts-style';
import { PRINT_STYLE } from './styles/print-style';
import { summarySection } from './summary-section';

/**
 * The review as one page for a person who approves it or does not. It needs no network and no other file, and its
 * policy forbids them: what stands in it was written by others. Without script it is complete, and less convenient.
 * The same review gives the same page.
 */
export function renderHtml(review: Review, { page: given, rulesPage, version }: RenderOptions): string {
  // A page is read on other machines: a link to this one's disk leads nowhere there.
  const rules = rulesPage?.startsWith('https://') ? rulesPage : undefined;
  const page: PageMaterial = { ...review.page, ...given };
  const model = pageModel(review, page);
  const style = `${PAGE_STYLE}${PARTS_STYLE}${PRINT_STYLE}`;
  const { script = '' } = page;
  if (/<\/script|<!--/i.test(script)) throw new Error('the script of the page would end its element');
  const document = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Security review of ${nameOf(model)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the review</a>
<header class="top"><h1>Security review <span class="quiet">${nameOf(model)}</span></h1></header>
<nav aria-label="Sections"><ul>${contents(model, page)}</ul></nav>
<main id="main" tabindex="-1">
${summarySection(model)}${changesSection(model)}${findingsSection(model, rules)}${pictureSection(model)}${functionsSection(model)}${proofsSection(model)}${waiversSection(model)}${billSection(page.bill)}${sourcesSection(model)}</main>
<footer><p>Written by vpc-lambda review${version !== undefined && ` ${version}`}. A finding’s fingerprint stays the same while its line and its words change; it ends the address of a link to it.</p></footer>
${script !== '' && html`<script>${new Markup(script)}</script>`}
</body>
</html>
`;
  return document.source;
}

function nameOf({ review: { source } }: PageModel): string {
  const path = source.path === '.' ? 'this system' : source.path;
  return source.environment === undefined ? path : `${path}, ${source.environment}`;
}

function contents(model: PageModel, page: PageMaterial): readonly Markup[] {
  const { review, findings, functions, sources } = model;
  const waived = review.summary.waived;
  const all: readonly (readonly [string, string, number | undefined] | false)[] = [
    ['summary', 'Summary', undefined],
    review.comparison !== undefined && ['changes', 'Changes', undefined],
    ['findings', 'Findings', findings.length],
    ['network', 'Network', undefined],
    ['functions', 'Permissions', functions.length],
    ['proofs', 'Proofs', review.proofs.length],
    waived > 0 && ['waivers', 'Waivers', waived],
    page.bill !== undefined && ['bill', 'Bill', undefined],
    ['sources', 'Terraform', sources.files.length],
  ];
  return all.flatMap((one) =>
    one === false
      ? []
      : [
          html`<li><a href="#${one[0]}">${one[1]}${one[2] !== undefined && html` <span class="n">${number(one[2])}</span>`}</a></li>`,
        ],
  );
}

/** Nothing but this style and this script: no request, no form, no markup that a script could make of text. */
function contentPolicy(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    script === '' ? "script-src 'none'" : `script-src ${hash(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
