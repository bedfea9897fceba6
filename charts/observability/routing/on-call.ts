import { PLATFORM_ONCALL } from '../../../services/definition/observability-names.js';
import type { ObservedLocation } from '../observed-location.js';

/** A rota that is called, the channel that reads along, and for which services. */
export interface OnCall {
  /** Rota of the paging service. */
  readonly schedule: string;
  readonly slack: string;
  /** Sorted; none for the platform squad, which gets whatever names no service. */
  readonly services: readonly string[];
}

/** Everybody who is on call for something in a location, the platform squad first; one entry for a rota and channel. */
export function onCalls({ services }: ObservedLocation): readonly OnCall[] {
  const rotas = new Map<string, OnCall>();
  for (const { name, oncall } of services) {
    const key = receiverName(oncall);
    const known = rotas.get(key)?.services ?? [];
    rotas.set(key, { schedule: oncall.schedule, slack: oncall.slack, services: [...known, name] });
  }
  return [{ ...PLATFORM_ONCALL, services: [] }, ...rotas.values()];
}

/** One receiver for each rota and channel: services of a squad may share a rota and have channels of their own. */
export const receiverName = ({ schedule, slack }: Pick<OnCall, 'schedule' | 'slack'>): string =>
  `${schedule}-${slack.replace('#', '')}`;

/** Key of a rota's integration inside the secret of the receivers. */
export const pagingKey = (schedule: string): string => `paging-${schedule}`;

/** Key of the incoming webhook of the chat. */
export const CHAT_KEY = 'chat-webhook';
/** Key of the address that the watchdog calls. */
export const WATCHDOG_KEY = 'watchdog-url';
