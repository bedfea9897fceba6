import { el } from '/dom.js';

const MOST_EVENTS = 60;
const STATE_EVERY_MS = 1_000;

const panels = document.querySelector('#panels');
const feed = document.querySelector('#events');
const message = document.querySelector('#message');
const listeners = new Set();

/** Says something for a while; problems stay until the next message. */
function say(text, kind = 'good') {
  message.replaceChildren(el('p', { class: kind }, text));
  if (kind === 'good') setTimeout(() => message.textContent.includes(text) && message.replaceChildren(), 4_000);
}

/** Calls a service's API and returns its answer; a problem becomes an error with its code and detail. */
function apiOf(name) {
  return async (method, path, body) => {
    const response = await fetch(`/api/${name}${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    throw Object.assign(new Error(answer.detail ?? answer.title), { code: answer.code });
  };
}

function showEvent(event) {
  const about = el(
    'details',
    {},
    el('summary', {}, el('code', {}, event.type), el('time', { datetime: event.time }, event.time.slice(11, 23))),
  );
  about.append(el('pre', {}, JSON.stringify(event.data, null, 2)));
  feed.prepend(el('li', { 'data-type': event.type }, about));
  while (feed.children.length > MOST_EVENTS) feed.lastElementChild.remove();
}

for (const { name, title, links } of await (await fetch('/panels')).json()) {
  const section = el('section', { class: 'panel', id: name, 'aria-labelledby': `${name}-title` });
  const heading = el('div', { class: 'panel-head' }, el('h2', { id: `${name}-title` }, title));
  heading.append(
    el('nav', { 'aria-label': `${title} links` }, ...links.map((link) => el('a', { href: link.href }, link.title))),
  );
  const body = el('div', { class: 'panel-body' });
  section.append(heading, body);
  panels.append(section);
  const { mount } = await import(`/${name}.js`);
  const panel = await mount(body, { api: apiOf(name), say });
  listeners.add(panel.onEvent);
  const refresh = async () => {
    const response = await fetch(`/state/${name}`).catch(() => undefined);
    if (response?.ok) await panel.onState(await response.json());
    setTimeout(refresh, STATE_EVERY_MS);
  };
  await refresh();
}

const source = new EventSource('/events');
source.onmessage = ({ data }) => {
  const event = JSON.parse(data);
  showEvent(event);
  for (const listener of listeners) listener(event);
};
document.body.dataset.ready = 'yes';
