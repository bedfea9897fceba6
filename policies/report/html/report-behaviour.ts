/** Filters, keyboard and print; the page is complete without it. Plain script: it is hashed into the page's policy. */
export const REPORT_BEHAVIOUR = `(() => {
  'use strict';
  const form = document.getElementById('filters');
  const groups = [...document.querySelectorAll('#findings .group')].map((section) => ({
    section,
    rule: section.dataset.rule,
    head: section.querySelector('h3').textContent.toLowerCase(),
    count: section.querySelector('.group-count'),
    rows: [...section.querySelectorAll('.finding')].map((row) => ({ row, text: row.textContent.toLowerCase() })),
  }));
  const total = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const field = (name) => document.getElementById('filter-' + name);
  const number = (value) => value.toLocaleString('en-US');

  function matches(row, asked) {
    const { outcome, severity, location, service, standards } = row.dataset;
    return (!asked.outcome || outcome === asked.outcome)
      && (!asked.severity || severity === asked.severity)
      && (!asked.location || location === asked.location)
      && (!asked.service || service === asked.service)
      && (!asked.standard || standards.split(' ').includes(asked.standard));
  }

  function apply() {
    const asked = {};
    for (const name of ['outcome', 'severity', 'rule', 'standard', 'location', 'service']) asked[name] = field(name).value;
    const words = field('text').value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const { section, rule, head, count, rows } of groups) {
      let inGroup = 0;
      for (const { row, text } of rows) {
        const visible = (!asked.rule || rule === asked.rule) && matches(row, asked)
          && words.every((word) => text.includes(word) || head.includes(word));
        row.hidden = !visible;
        if (visible) inGroup += 1;
      }
      section.hidden = inGroup === 0;
      count.textContent = number(inGroup);
      shown += inGroup;
    }
    document.getElementById('shown').textContent =
      shown === total ? number(total) + ' findings' : number(shown) + ' of ' + number(total) + ' findings';
    document.getElementById('nothing').hidden = shown > 0;
  }

  let waiting = 0;
  function applySoon() {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) target.open = true;
  }

  form.hidden = false;
  form.addEventListener('input', applySoon);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  for (const link of document.querySelectorAll('[data-show-outcome]'))
    link.addEventListener('click', () => { form.reset(); field('outcome').value = link.dataset.showOutcome; apply(); });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.target.closest('input, select')) return;
    event.preventDefault();
    field('text').focus();
  });
  addEventListener('hashchange', openTarget);

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });
  openTarget();
  apply();
})();
`;
