/** On paper everything is open, nothing is interactive, and the filters still decide which findings are printed. */
export const PRINT_STYLES = `
@page { size: A4; margin: 18mm 15mm 20mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt system-ui; color: #555; } @top-left { content: 'Design audit'; font: 8pt system-ui; color: #555; } }
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --ink: #111; --soft: #444; --line: #ccc; --accent: #0b5f75;
    --pass: #1a6b3c; --fail: #b3261e; --unknown: #855300; --waived: #5b4a9a; --na: #444;
    --pass-bg: #fff; --fail-bg: #fff; --unknown-bg: #fff; --waived-bg: #fff; --na-bg: #fff; }
  body { font-size: 9.5pt; line-height: 1.4; }
  nav, #filters, .skip, #shown { display: none !important; }
  main { max-width: none; padding: 0; }
  section[id] { margin-top: 8mm; }
  #rules, #controls, #findings, #limits { break-before: page; }
  h2, h3, summary, .fix { break-after: avoid; }
  details, .tile, .note { break-inside: avoid; }
  .matrix { break-inside: auto; }
  details::details-content { content-visibility: visible; display: block; }
  summary { list-style: none; padding: 1.5mm 3mm; } summary::before { content: none; }
  dl { padding: 0 3mm 2mm; gap: .5mm 4mm; }
  .group { content-visibility: visible; }
  .badge, .count { border: .2mm solid currentColor; }
  .scroll { overflow: visible; max-height: none; } thead th, tbody th { position: static; padding: .5mm; } table { font-size: 6.5pt; } td { min-width: 0; }
  a { color: inherit; text-decoration: none; }
}
`;
