/** Colours, type, and the frame of the page. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --raised: #f6f7f9; --line: #d9dde3; --strong-line: #aeb5c0;
  --ink: #1a1f27; --soft: #566070; --link: #0b57a4; --focus: #0b57a4;
  --critical: #8f0d2b; --high: #b3350a; --medium: #7a5300; --low: #46566b;
  --good: #17683a; --bad: #a3161c; --mark: #fff3c4; --chosen: #dbe9fb;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #13161b; --raised: #1b2027; --line: #313844; --strong-line: #5a6473;
    --ink: #e4e7ec; --soft: #a3adbb; --link: #84b9f5; --focus: #84b9f5;
    --critical: #ff8fa3; --high: #ff9e70; --medium: #e3bd5f; --low: #a9b8cc;
    --good: #71ce97; --bad: #ff8f8c; --mark: #40371a; --chosen: #22354f;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 14px/1.5 var(--sans); overflow-wrap: anywhere;
  display: grid; grid-template: auto auto 1fr auto / 12rem minmax(0, 1fr); column-gap: 2.5rem;
  max-width: 100rem; padding: 0 2rem 0 1.5rem;
}
code, pre, .at, .rule-id, .print, svg text { font-family: var(--mono); font-size: .92em; unicode-bidi: isolate; }
h1 { font-size: 1.5rem; line-height: 1.2; font-weight: 650; margin: 1.5rem 0 .5rem; letter-spacing: -.01em; }
h1 .quiet { font-weight: 400; }
h2 { font-size: 1.2rem; line-height: 1.3; font-weight: 650; margin: 0 0 .75rem; padding-top: .9rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1rem; font-weight: 650; margin: 1.5rem 0 .4rem; }
p { margin: 0 0 .6rem; max-width: 75ch; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: from-font; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
main:focus, [tabindex="-1"]:focus { outline: none; }
section { margin-bottom: 2.5rem; }
.top { grid-column: 1 / -1; }
nav { grid-column: 1; grid-row: 2 / 4; }
nav ul { list-style: none; margin: .9rem 0 0; padding: 0; position: sticky; top: 1rem; }
nav a { display: flex; justify-content: space-between; gap: 1rem; padding: .3rem .5rem; border-left: 3px solid transparent; color: var(--ink); text-decoration: none; }
nav a:hover { background: var(--raised); border-color: var(--strong-line); }
nav .n { color: var(--soft); }
main { grid-column: 2; grid-row: 2; }
footer { grid-column: 2; color: var(--soft); border-top: 1px solid var(--line); padding: .75rem 0 2rem; }
.skip { position: absolute; left: -999rem; top: 0; background: var(--paper); padding: .5rem 1rem; z-index: 9; }
.skip:focus { left: 1rem; top: .5rem; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; margin: 0; }
.quiet, .note { color: var(--soft); }
.n { font-variant-numeric: tabular-nums; text-align: right; }
html:not(.script) .script-only { display: none; }
[hidden] { display: none !important; }

table { border-collapse: collapse; }
caption { text-align: left; font-weight: 650; padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; font-weight: 400; }
th.n, td.n { text-align: right; }
thead th, thead td { color: var(--soft); font-size: .86rem; border-bottom: 1px solid var(--strong-line); white-space: nowrap; vertical-align: bottom; }
tbody tr { border-bottom: 1px solid var(--line); }
table.wide { width: 100%; }
table p { margin: 0; }
.scroll { overflow-x: auto; position: relative; }
dl { margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dl.facts > div, dl.why > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .75rem; padding: .15rem 0; }
dl.why > div { grid-template-columns: 3.2rem minmax(0, 75ch); }
ul.plain, ul.diff, ul.places, ul.actions { list-style: none; margin: 0; padding: 0; }
ol.steps { margin: .2rem 0 .6rem; padding-left: 1.6rem; }
details > summary { cursor: pointer; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem 1.1rem; align-items: end; margin-bottom: .75rem; padding: .6rem .75rem; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; }
.filters fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem .7rem; }
.filters legend, .filters > label { color: var(--soft); font-size: .86rem; padding: 0; }
.filters fieldset label { color: var(--ink); white-space: nowrap; }
.filters > label { display: flex; flex-direction: column; gap: .1rem; }
.filters .grow { flex: 1 1 14rem; }
.shown { margin-left: auto; font-variant-numeric: tabular-nums; }
input[type="search"], select, button {
  font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--strong-line); border-radius: 3px; padding: .2rem .5rem; max-width: 100%;
}
select { max-width: 16rem; }
button { cursor: pointer; }
button:hover { border-color: var(--ink); }
input[type="checkbox"] { margin: 0 .15rem 0 0; accent-color: var(--link); vertical-align: -.1em; }
@media (max-width: 60rem) {
  body { display: block; padding: 0 1rem; }
  nav ul { position: static; display: flex; flex-wrap: wrap; gap: .1rem .25rem; margin: 0 0 1.25rem; }
  nav a { border: 1px solid var(--line); border-radius: 3px; gap: .5rem; }
  dl.facts > div { grid-template-columns: 7rem minmax(0, 1fr); }
}
@media (prefers-reduced-motion: reduce) {
  html { scroll-behavior: auto; }
  *, ::before, ::after { transition: none !important; animation: none !important; }
}
`;
