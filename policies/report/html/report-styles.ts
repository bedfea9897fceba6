import { PRINT_STYLES } from './print-styles.js';

const TOKENS = `
:root {
  color-scheme: light dark;
  --page: #f7f8fa; --card: #fff; --ink: #1b2430; --soft: #55606e; --line: #dfe4ea; --accent: #0b5f75;
  --pass: #1a6b3c; --fail: #b3261e; --unknown: #855300; --waived: #5b4a9a; --na: #55606e;
  --pass-bg: #e6f4ec; --fail-bg: #fdecea; --unknown-bg: #fdf3e0; --waived-bg: #efecfa; --na-bg: #eef1f4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12171d; --card: #1a2129; --ink: #e6eaef; --soft: #a3aebb; --line: #303b47; --accent: #76c7dc;
    --pass: #7fd3a1; --fail: #ff9c94; --unknown: #f2c16b; --waived: #c3b6f7; --na: #a9b4c0;
    --pass-bg: #173324; --fail-bg: #402020; --unknown-bg: #3a2e14; --waived-bg: #2a2545; --na-bg: #262f39;
  }
}
.pass { --tone: var(--pass); --tint: var(--pass-bg); }
.fail, .error { --tone: var(--fail); --tint: var(--fail-bg); }
.unknown { --tone: var(--unknown); --tint: var(--unknown-bg); }
.waived { --tone: var(--waived); --tint: var(--waived-bg); }
.not-applicable, .manual { --tone: var(--na); --tint: var(--na-bg); }
`;

const PAGE = `
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; scroll-behavior: smooth; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem 4rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 3; }
nav { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom: 1px solid var(--line); }
nav ul { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; }
nav a { display: block; padding: .7rem 0; color: var(--soft); text-decoration: none; font-size: .92rem; }
nav a:hover { color: var(--accent); text-decoration: underline; }
nav .brand { font-weight: 650; color: var(--ink); margin-right: auto; padding: .7rem 0; font-size: .92rem; }
a { color: var(--accent); text-underline-offset: .18em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
section[id] { margin-top: 3.5rem; }
h1 { font-size: clamp(1.7rem, 4vw, 2.5rem); line-height: 1.15; margin: .25rem 0 .75rem; letter-spacing: -.015em; text-wrap: balance; }
h2 { font-size: 1.5rem; margin: 0 0 .5rem; letter-spacing: -.01em; }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
code { font: .88em/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.intro, .lead { color: var(--soft); max-width: 48rem; margin: 0 0 1rem; }
.lead { font-size: 1.1rem; }
.eyebrow { color: var(--soft); margin: 0; font-size: .92rem; }
.empty { color: var(--soft); padding: 1.5rem; text-align: center; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
`;

const VERDICT = `
.verdict { margin-top: 2.5rem; }
.verdict h1 { border-left: .35rem solid var(--edge); padding-left: 1rem; }
.verdict.good { --edge: var(--pass); } .verdict.bad { --edge: var(--fail); } .verdict.open { --edge: var(--unknown); }
.proportions { display: block; width: 100%; height: .6rem; border-radius: .3rem; margin: 1.5rem 0 1rem; }
.proportions rect { fill: var(--tone); }
.tiles { list-style: none; padding: 0; margin: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); }
.tile, .tile a { display: flex; flex-direction: column; color: inherit; text-decoration: none; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1rem; position: relative; }
.tile a::after { content: ''; position: absolute; inset: 0; border-radius: 10px; }
.tile:has(a):hover { border-color: var(--accent); }
.number { font-size: 1.7rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.label { font-weight: 600; color: var(--tone); }
.means { color: var(--soft); font-size: .82rem; line-height: 1.35; margin-top: .25rem; }
.note { margin-top: 1.25rem; padding: .9rem 1.1rem; border-radius: 10px; background: var(--na-bg); max-width: 60rem; }
`;

const LISTS = `
.list, .matrix { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: clip; }
.list > * + * { border-top: 1px solid var(--line); }
.matrix { margin-top: .75rem; }
summary { display: flex; gap: .35rem .75rem; align-items: baseline; padding: .6rem 1rem; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: '›'; color: var(--soft); font-weight: 700; flex: none; width: .6rem; transition: transform .15s; }
[open] > summary::before { transform: rotate(90deg); }
summary:hover { background: var(--page); }
summary .id { flex: none; min-width: 7.5rem; color: var(--soft); }
.title, .what { flex: 1; min-width: 0; }
.what > span { display: block; overflow-wrap: anywhere; }
.place { color: var(--soft); font-size: .88rem; margin-left: .35rem; }
.message { color: var(--soft); }
.badge, .count { color: var(--tone); background: var(--tint); border-radius: 99px; padding: .1rem .6rem; font-size: .82rem; font-weight: 600; white-space: nowrap; flex: none; position: relative; }
.finding summary { display: grid; grid-template-columns: .6rem 9rem 1fr; }
.finding .badge { justify-self: start; }
.severity { font-size: .82rem; font-weight: 500; color: var(--soft); flex: none; min-width: 4rem; }
.severity.critical { color: var(--fail); font-weight: 650; }
.severity.high { color: var(--unknown); font-weight: 600; }
.counts { flex: none; min-width: 6rem; text-align: right; font-variant-numeric: tabular-nums; }
.crossing { color: var(--accent); font-weight: 700; position: relative; }
.strength { color: var(--soft); font-size: .88rem; margin-right: .75rem; white-space: nowrap; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .3rem 1.25rem; margin: 0; padding: .3rem 1rem 1rem 2.35rem; }
dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; max-width: 52rem; }
.legend { padding: 0; } .digests { font-size: .88rem; }
.hash { color: var(--soft); }
.group { margin: 2rem 0; content-visibility: auto; contain-intrinsic-size: auto 20rem; }
.group h3 { display: flex; gap: .6rem; align-items: baseline; margin-bottom: .15rem; }
.group-count { margin-left: auto; color: var(--soft); font-weight: 500; font-variant-numeric: tabular-nums; }
.fix { margin: 0 0 .6rem; color: var(--soft); } .fix strong { color: var(--ink); margin-right: .35rem; }
.scroll { overflow: auto; max-height: 75vh; }
table { border-collapse: collapse; font-size: .82rem; }
thead th { position: sticky; top: 0; background: var(--card); writing-mode: vertical-rl; padding: .5rem .3rem; font-weight: 500; z-index: 1; }
thead th:first-child { writing-mode: horizontal-tb; vertical-align: bottom; text-align: left; }
tbody th { position: sticky; left: 0; background: var(--card); text-align: left; font-weight: 500; padding: .2rem .9rem; white-space: nowrap; }
td { text-align: center; border: 1px solid var(--line); min-width: 1.9rem; color: var(--tone); background: var(--tint); position: relative; }
`;

const FILTERS = `
#filters { position: sticky; top: 2.75rem; z-index: 1; display: grid; gap: .6rem .75rem; grid-template-columns: repeat(6, 1fr); align-items: end;
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; margin: 1rem 0; }
#filters label span { display: block; color: var(--soft); font-size: .8rem; }
#filters .search, #filters label:has(#filter-rule) { grid-column: span 3; }
input, select, button { font: inherit; font-size: .92rem; width: 100%; padding: .38rem .55rem; color: var(--ink); background: var(--page); border: 1px solid var(--soft); border-radius: 6px; min-width: 0; }
button { cursor: pointer; color: var(--accent); border-color: var(--accent); background: transparent; }
#shown { font-weight: 600; color: var(--ink); }
@media (max-width: 46rem) {
  #filters { position: static; grid-template-columns: 1fr 1fr; } #filters .search, #filters label:has(#filter-rule) { grid-column: span 2; } summary { flex-wrap: wrap; } .finding summary { grid-template-columns: .6rem 1fr; } .finding .what { grid-column: 2; } .title, .what { flex-basis: 100%; order: 9; } dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } summary::before { transition: none; } }
@media (forced-colors: active) { .badge, .count, td { border: 1px solid; } }
`;

/** The whole look of the report: calm on screen, light or dark, and complete on paper. */
export const REPORT_STYLES = [TOKENS, PAGE, VERDICT, LISTS, FILTERS, PRINT_STYLES].join('');
