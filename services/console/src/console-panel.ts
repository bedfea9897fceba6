import type { DomainEvent } from '../../kit/src/events/event.js';

/** A link that a panel offers, such as its API's description. */
export interface PanelLink {
  readonly title: string;
  readonly href: string;
}

/**
 * What a service shows in the console. A service joins by exporting a function that starts it and returns one of these, and by a module
 * in web/ of the same name that exports `mount(element, host)`.
 */
export interface ConsolePanel {
  /** Path segment and name of the module in web/, such as `ledger`. */
  readonly name: string;
  readonly title: string;
  readonly links: readonly PanelLink[];
  /** Where the service answers; the console passes `/api/<name>/…` on to it. */
  readonly origin: string;
  /** The token under which the console calls the service. */
  readonly token: () => Promise<string>;
  /** What the page shows about the service's inside: plain data, asked for every second. */
  readonly state: () => Promise<object>;
  readonly stop: () => Promise<void>;
}

/** Called with every event of every service. */
export type EventListener = (event: DomainEvent) => void;
