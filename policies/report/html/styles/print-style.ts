/** On paper: everything that is said, in black on white, without what only a screen can do. */
export const PRINT_STYLE = `
@page { margin: 14mm 12mm; }
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --raised: #fff; --line: #bbb; --strong-line: #666; --ink: #000; --soft: #333; --link: #000; --focus: #000;
    --critical: #000; --high: #000; --medium: #000; --low: #000; --good: #000; --bad: #000; --mark: #fff; --chosen: #fff;
  }
  html { font-size: 12px; }
  body { display: block; max-width: none; padding: 0; font-size: 8.5pt; line-height: 1.4; }
  nav, .skip, .script-only, .filters, .picture-tools .controls, footer { display: none !important; }
  section { break-before: auto; margin-bottom: 1.2rem; }
  h2, h3, summary { break-after: avoid; }
  tr, .places li, .same > p { break-inside: avoid; }
  .scroll, .viewport, .script .viewport { overflow: visible; max-height: none; height: auto; border: 0; }
  .stage { display: block; }
  #picture { width: 100%; height: auto; transform: none !important; max-height: 240mm; }
  .choosing .edges path, .choosing .node { opacity: 1; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  details > summary::before { content: "" !important; }
  .file .quiet-block { display: none; }
  .file:not(:has(.marked)) { display: none; }
  a { text-decoration: none; }
}
`;
