import { tunnelRange, type TunnelEnds, type TunnelRange } from '../../../services/definition/tunnel-ranges.js';

/** One of the four tunnels of a link. */
export interface Tunnel {
  /** Never changes: ids, names and the secret of its key come from it. */
  readonly name: string;
  /** Interface of Google's gateway, which is one customer gateway and one connection of AWS. */
  readonly gatewayInterface: 0 | 1;
  /** Tunnel of that connection. */
  readonly connectionTunnel: 1 | 2;
  /** Interface of AWS's four addresses as Google counts them; also the place of its inside range. */
  readonly peerInterface: 0 | 1 | 2 | 3;
  /** Raised by one to replace the tunnel's key; one tunnel at a time, because its traffic stops for the moment. */
  readonly keyGeneration: number;
  readonly inside: TunnelRange;
}

/** Two interfaces, each with a connection of two tunnels: AWS's and Google's promise of 99.99 % both ask for all four. */
const TUNNELS: readonly Omit<Tunnel, 'inside'>[] = [
  { name: 'interface-0-tunnel-1', gatewayInterface: 0, connectionTunnel: 1, peerInterface: 0, keyGeneration: 1 },
  { name: 'interface-0-tunnel-2', gatewayInterface: 0, connectionTunnel: 2, peerInterface: 1, keyGeneration: 1 },
  { name: 'interface-1-tunnel-1', gatewayInterface: 1, connectionTunnel: 1, peerInterface: 2, keyGeneration: 1 },
  { name: 'interface-1-tunnel-2', gatewayInterface: 1, connectionTunnel: 2, peerInterface: 3, keyGeneration: 1 },
];

/** The interfaces of Google's gateway. */
export const GATEWAY_INTERFACES = [0, 1] as const;

/** The four tunnels between two locations. */
export function tunnelsBetween(ends: TunnelEnds): readonly Tunnel[] {
  return TUNNELS.map((tunnel) => ({ ...tunnel, inside: tunnelRange(ends, tunnel.peerInterface) }));
}

/** The tunnel of an interface and connection. */
export function tunnelAt(tunnels: readonly Tunnel[], gatewayInterface: 0 | 1, connectionTunnel: 1 | 2): Tunnel {
  const tunnel = tunnels.find(
    (each) => each.gatewayInterface === gatewayInterface && each.connectionTunnel === connectionTunnel,
  );
  if (tunnel === undefined) throw new RangeError(`interface ${gatewayInterface} has no tunnel ${connectionTunnel}`);
  return tunnel;
}
