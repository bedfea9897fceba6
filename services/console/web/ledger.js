import { el, field, money } from '/dom.js';

const HOLD_MINUTES = 10;
const CURRENCIES = ['EUR', 'USD', 'GBP', 'JPY', 'CHF'];

/** The ledger's panel: accounts, transfers, holds, and how far journal, read model and chain are. */
export async function mount(root, { api, say }) {
  const accounts = new Map();
  const holds = new Map();

  const rows = el('tbody');
  const table = el(
    'table',
    {},
    el('caption', {}, 'Accounts'),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...['Name', 'Account', 'Balance', 'Held', 'Available'].map((title) => el('th', { scope: 'col' }, title)),
      ),
    ),
    rows,
  );
  const from = el('select', { name: 'from', required: true });
  const to = el('select', { name: 'to', required: true });
  const held = el('ul', { class: 'holds' });
  const inside = el('dl', { class: 'inside' });

  const labelOf = ({ metadata, accountId }) => metadata.label ?? accountId.slice(-8);
  const choices = () =>
    [...accounts.values()].map((account) =>
      el('option', { value: account.accountId }, `${labelOf(account)} (${account.currency})`),
    );

  function show() {
    rows.replaceChildren(
      ...[...accounts.values()].map((account) => {
        const { balance, minorUnitDigits: digits, currency } = account;
        const shown = (minor) => (minor === undefined ? '–' : money(minor, digits, currency));
        return el(
          'tr',
          { 'data-account': account.accountId },
          el('th', { scope: 'row' }, labelOf(account)),
          el('td', {}, el('code', { title: account.accountId }, account.accountId.slice(-8))),
          el('td', { class: 'amount', 'data-balance': true }, shown(balance?.posted)),
          el('td', { class: 'amount' }, shown(balance?.held)),
          el('td', { class: 'amount' }, account.overdraftLimit === null ? 'no limit' : shown(balance?.available)),
        );
      }),
    );
    for (const select of [from, to]) {
      const chosen = select.value;
      select.replaceChildren(...choices());
      if (accounts.has(chosen)) select.value = chosen;
    }
    if (from.value === to.value && to.options.length > 1) to.selectedIndex = to.selectedIndex === 0 ? 1 : 0;
  }

  function showHolds() {
    held.replaceChildren(
      ...[...holds.values()].map((hold) => {
        const source = accounts.get(hold.from);
        const button = (title, action) => {
          const made = el('button', { type: 'button' }, title);
          made.addEventListener('click', () => attempt(action));
          return made;
        };
        const name = (id) => (accounts.has(id) ? labelOf(accounts.get(id)) : id.slice(-8));
        const text = `${money(hold.amount, source?.minorUnitDigits ?? 2, hold.currency)} from ${name(hold.from)} to ${name(hold.to)}`;
        return el(
          'li',
          { 'data-hold': hold.id },
          el('span', {}, text),
          button('Commit', () => api('POST', `/v1/transfers/${hold.id}/commit`, {})),
          button('Void', () => api('POST', `/v1/transfers/${hold.id}/void`, {})),
        );
      }),
      ...(holds.size === 0 ? [el('li', { class: 'hint' }, 'none')] : []),
    );
  }

  async function readAccount(accountId) {
    const known = accounts.get(accountId) ?? (await api('GET', `/v1/accounts/${accountId}`));
    const balance = await api('GET', `/v1/accounts/${accountId}/balance?consistency=strong`);
    accounts.set(accountId, { ...known, balance });
  }

  async function attempt(action, done) {
    try {
      await action();
      if (done !== undefined) say(done);
    } catch (error) {
      say(`${error.code ?? 'error'}: ${error.message}`, 'bad');
    }
  }

  function transferForm() {
    const amount = el('input', {
      name: 'amount',
      inputmode: 'decimal',
      required: true,
      placeholder: '12.50',
      autocomplete: 'off',
    });
    const hold = el('input', { name: 'hold', type: 'checkbox' });
    const form = el(
      'form',
      { 'aria-label': 'Transfer' },
      el('h3', {}, 'Transfer'),
      field('From', from),
      field('To', to),
      field('Amount', amount),
      el('label', { class: 'check' }, hold, el('span', {}, `hold for ${HOLD_MINUTES} minutes first`)),
      el('button', { type: 'submit' }, 'Transfer'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void attempt(
        async () => {
          const { currency, minorUnitDigits } = accounts.get(from.value);
          await api('POST', '/v1/transfers', {
            currency,
            postings: [{ from: from.value, to: to.value, amount: minorUnits(amount.value, minorUnitDigits) }],
            ...(hold.checked
              ? { hold: { expiresAt: new Date(Date.now() + HOLD_MINUTES * 60_000).toISOString() } }
              : {}),
          });
          amount.value = '';
        },
        hold.checked ? 'The money is set aside.' : 'The money has moved.',
      );
    });
    return form;
  }

  function accountForm() {
    const name = el('input', { name: 'name', required: true, maxlength: 80, autocomplete: 'off' });
    const currency = el('select', { name: 'currency' }, ...CURRENCIES.map((code) => el('option', {}, code)));
    const form = el(
      'form',
      { 'aria-label': 'New account' },
      el('h3', {}, 'New account'),
      field('Name', name),
      field('Currency', currency),
      el('button', { type: 'submit' }, 'Open'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void attempt(async () => {
        await api('POST', '/v1/accounts', {
          bookId: 1,
          currency: currency.value,
          holder: { subject: name.value },
          metadata: { label: name.value },
        });
        name.value = '';
      }, 'The account is open.');
    });
    return form;
  }

  root.append(
    el('div', { class: 'wide' }, table, el('h3', {}, 'Pending holds'), held),
    el('div', { class: 'forms' }, transferForm(), accountForm()),
    el('div', { class: 'wide' }, el('h3', {}, 'Inside'), inside),
  );
  show();
  showHolds();

  return {
    onEvent: async ({ type, data }) => {
      const touched =
        type === 'ledger.account-created'
          ? [data.accountId]
          : (data.postings ?? []).flatMap(({ from: a, to: b }) => [a, b]);
      if (type === 'ledger.transfer-initiated')
        holds.set(data.transferId, { id: data.transferId, currency: data.currency, ...data.postings[0] });
      if (data.holdId !== undefined) holds.delete(data.holdId);
      await Promise.all([...new Set(touched)].map((id) => readAccount(id)));
      show();
      showHolds();
    },
    onState: async ({ accounts: ids, books, invariants, violations }) => {
      const unknown = ids.filter((id) => !accounts.has(id));
      for (const id of unknown) await readAccount(id);
      if (unknown.length > 0) show();
      const facts = books.flatMap(({ name, sequence, projected, sealed, blocks }) => [
        [`Book ${name}`, `${sequence} records`],
        [
          'Read model',
          projected === sequence ? `up to date at ${projected}` : `${sequence - projected} records behind`,
        ],
        ['Hash chain', `${sealed} of ${sequence} records sealed, height ${blocks}`],
      ]);
      facts.push([
        'Invariants',
        violations.length === 0
          ? `✓ all ${invariants} hold`
          : violations.map(({ code, evidence }) => `✗ ${code}: ${evidence}`).join('; '),
      ]);
      inside.replaceChildren(...facts.map(([title, text]) => el('div', {}, el('dt', {}, title), el('dd', {}, text))));
      inside.dataset.violations = String(violations.length);
    },
  };
}

/** What people write as minor units; text that is no amount is sent as it is, so that the API says what is wrong. */
function minorUnits(text, digits) {
  const plain = text.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * 10 ** digits) : plain;
}
