/** Findings, permissions, the picture, the Terraform. */
export const PARTS_STYLE = `
.verdict { border-left: 4px solid var(--good); padding: .1rem 0 .1rem .75rem; font-size: 1.07rem; }
.verdict.bad { border-color: var(--bad); }
.columns { display: flex; flex-wrap: wrap; gap: 1.5rem 4rem; align-items: start; margin: 1rem 0; }
.counts th, .counts td { padding: .25rem 1.1rem .25rem 0; }
.counts td.n, .counts th.n { min-width: 5.5rem; padding-right: .5rem; }
.counts .zero { color: var(--soft); }
.counts tfoot td, .counts tfoot th { font-weight: 650; }
.columns .facts { flex: 1 1 24rem; max-width: 44rem; }
.badge { display: inline-block; min-width: 4.6rem; font-size: .86rem; font-weight: 650; color: var(--low); padding-left: .45rem; border-left: 4px solid currentcolor; line-height: 1.2; }
.badge.critical { color: var(--critical); border-left-width: 10px; }
.badge.high { color: var(--high); border-left-width: 7px; }
.badge.medium { color: var(--medium); border-left-width: 4px; }
.badge.low { border-left-width: 2px; }
.status { font-weight: 650; white-space: nowrap; margin-right: .4rem; }
.status.fail, .status.fails { color: var(--bad); }
.status.holds { color: var(--good); }
.status.unknown, .status.waived { color: var(--soft); }

ol.ways { padding-left: 1.55rem; list-style: none; columns: 24rem; }
ol.ways > li { break-inside: avoid; margin-bottom: .75rem; }
.rule, .function, .file, .more { border-bottom: 1px solid var(--line); }
.rule > summary, .function > summary, .file > summary, .more > summary { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; padding: .35rem .25rem; }
.rule > summary::before, .function > summary::before, .file > summary::before, .more > summary::before { content: "▸"; color: var(--soft); width: .8em; flex: none; }
.rule[open] > summary::before, .function[open] > summary::before, .file[open] > summary::before, .more[open] > summary::before { content: "▾"; }
summary:hover { background: var(--raised); }
.rule > summary .badge { flex: none; }
.rule > summary .rule-id { flex: 0 0 17rem; font-weight: 650; }
.rule > summary .says { flex: 1 1 16rem; color: var(--soft); }
.count { color: var(--soft); margin-left: auto; flex: none; }
.body { padding: .25rem 0 1.25rem 1.55rem; }
.why { margin-bottom: .6rem; }
.same { margin-top: .6rem; }
.same > p { margin-bottom: .2rem; max-width: 110ch; }
.waiver { color: var(--soft); }
.places li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 22rem) 13.5rem; gap: 0 1.25rem; padding: .15rem .25rem; border-top: 1px solid var(--line); }
.places .where { display: flex; flex-direction: column; }
.same .from { color: var(--soft); }
.construct { display: block; color: var(--soft); font-size: .92em; }
.at { color: var(--soft); }
a.at { color: var(--link); }
.extra { color: var(--soft); font-size: .92em; text-align: right; }
.print { color: var(--soft); text-decoration: none; }
.print:hover { text-decoration: underline; }
:target { background: var(--mark); }
section:target, details:target { background: none; }
details:target > summary { background: var(--mark); }
.diff li { padding: .1rem 0 .1rem 1.4rem; position: relative; }
.diff .sign { position: absolute; left: 0; }
.sign { display: inline-block; width: 1.2rem; font-family: var(--mono); font-weight: 700; }
.date { white-space: nowrap; font-variant-numeric: tabular-nums; }
.bill { max-width: 60rem; margin-top: 1rem; }
.bill td.n { white-space: nowrap; }
.waivers { table-layout: fixed; }
.waivers th:nth-child(1) { width: 7rem; } .waivers th:nth-child(4) { width: 8rem; } .waivers th:nth-child(5) { width: 38%; }
.waivers tbody th:first-child { width: auto; }

.picture-tools { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center; margin-bottom: .5rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0; padding: 0; color: var(--soft); }
.legend svg { vertical-align: middle; }
.controls { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.controls button { min-width: 2rem; }
.stage { display: flex; gap: 1rem; align-items: stretch; }
.viewport { flex: 1 1 auto; min-width: 0; overflow: auto; border: 1px solid var(--line); border-radius: 4px; max-height: 46rem; }
.script .viewport { overflow: hidden; height: min(44rem, 80vh); }
#picture { display: block; }
.panel { flex: 0 0 26rem; max-height: 44rem; overflow: auto; border: 1px solid var(--strong-line); border-radius: 4px; padding: 0 1rem 1rem; background: var(--paper); }
.panel header { display: flex; justify-content: space-between; align-items: start; gap: .5rem; position: sticky; top: 0; background: var(--paper); padding: .75rem 0 .25rem; z-index: 1; }
.panel h3 { margin: 0; }
.panel table, .panel tbody, .panel tr, .panel td, .panel th { display: block; padding: 0; border: 0; }
.panel thead { display: none; }
.panel tr { padding: .45rem 0; border-top: 1px solid var(--line); }
.panel dl.facts > div { grid-template-columns: 6rem minmax(0, 1fr); }
.panel .scroll { overflow: visible; margin-top: .75rem; }
.panel .body { padding: 0; }
.panel .paths td:nth-child(n + 2):nth-child(-n + 4) { display: inline; margin-right: .6rem; color: var(--soft); }
.panel .paths .state { font-weight: 650; color: var(--ink); }
.panel .paths td:nth-child(3)::before { content: "network "; }
.panel .paths td:nth-child(4)::before { content: "permission "; }
.panel ol.steps { font-size: .93em; }
@media (max-width: 60rem) {
  .stage { flex-direction: column; }
  .panel { flex: none; max-height: none; }
  .places li { grid-template-columns: 1fr; }
  .extra { text-align: left; }
}
svg .edges path, .legend path { fill: none; stroke: var(--soft); stroke-width: 1.3; }
svg path.blocked, .legend path.blocked { stroke-dasharray: 7 4; stroke: var(--bad); stroke-width: 1.6; }
svg path.unknown, .legend path.unknown { stroke-dasharray: 1.5 4; stroke-linecap: round; stroke-width: 2; }
.edges path.open { opacity: .55; }
.node rect { fill: var(--raised); stroke: var(--strong-line); }
.node.gate rect { fill: var(--paper); }
.node.database rect, .node.host rect, .node.internet rect { stroke-width: 1.6; stroke: var(--ink); }
svg text { fill: var(--ink); font-size: 12px; }
svg text.kind { fill: var(--soft); font: 11px var(--sans); }
svg text.label { font-weight: 650; }
.pick text { fill: var(--link); }
.pick rect { fill: transparent; stroke: none; }
.pick:hover rect { fill: var(--chosen); }
.pick[aria-current] rect { fill: var(--chosen); stroke: var(--focus); stroke-width: 1.5; }
.pick[aria-current] text { font-weight: 700; fill: var(--ink); }
.pick:focus-visible { outline: none; }
.pick:focus-visible rect { stroke: var(--focus); stroke-width: 2; }
.choosing .edges path { opacity: .07; }
.choosing .node { opacity: .3; }
.choosing .node.lit, .choosing .node.profile.lit { opacity: 1; }
.choosing .edges path.lit { opacity: 1; stroke-width: 2.4; }
.choosing .edges path.lit.lit-open { stroke: var(--link); stroke-dasharray: none; }
.choosing .edges path.lit.lit-blocked { stroke: var(--bad); stroke-dasharray: 7 4; }
.choosing .edges path.lit.lit-unknown { stroke: var(--ink); stroke-dasharray: 1.5 5; stroke-linecap: round; }

.matrix th, .matrix td { padding: .15rem .4rem; }
.matrix tbody th { white-space: nowrap; padding-left: 0; }
.matrix td { text-align: center; border-left: 1px solid var(--line); min-width: 2.2rem; font-variant-numeric: tabular-nums; }
.matrix td a { display: block; text-decoration: none; padding: 0 .3rem; }
.matrix td a:hover { background: var(--chosen); }
.matrix .up { vertical-align: bottom; border-left: 1px solid var(--line); }
.matrix .up span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 11rem; }
.function > summary .name { font-weight: 650; flex: 0 1 auto; min-width: 16rem; }
.function .facts { margin-bottom: .75rem; }
.function .scroll { margin-bottom: .9rem; }
.function dd code + code { margin-left: .5rem; }
.grants { table-layout: fixed; }
.grants th:nth-child(1) { width: 25%; } .grants th:nth-child(2) { width: 29%; } .grants th:nth-child(3) { width: 26%; }
.wild { font-weight: 700; text-decoration: underline dotted; }
.needed, .needed .at { color: var(--soft); }
.unneeded { color: var(--high); font-weight: 650; }
.except { color: var(--soft); }
tr.blocked .state { color: var(--bad); font-weight: 650; }
.paths ol.own { margin: 0; }
.words { margin-top: .5rem; }
.words > summary { color: var(--soft); }
.blocked-by { border-left: 3px solid var(--bad); padding-left: .6rem; }

.file pre { margin: 0; padding: 0; line-height: 1.45; white-space: pre-wrap; tab-size: 4; }
.file pre span[data-n] { display: block; padding-left: 4.5rem; position: relative; min-height: 1.45em; }
.file pre span[data-n]::before { content: attr(data-n); position: absolute; left: 0; width: 3.6rem; text-align: right; color: var(--soft); user-select: none; }
.marks { display: block; padding: .1rem 0 .2rem 4.5rem; font-family: var(--sans); white-space: normal; }
.mark { border-left: 4px solid currentcolor; padding: 0 .4rem; margin-right: .5rem; color: var(--low); display: inline-block; }
.mark.critical { color: var(--critical); } .mark.high { color: var(--high); } .mark.medium { color: var(--medium); }
.back { color: var(--soft); margin-right: .75rem; }
`;
