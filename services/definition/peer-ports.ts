import { POSTGRES_PORT } from './names.js';

/** What a location opens on its nodes for the other locations of its jurisdiction. */
export interface PeerPort {
  readonly name: string;
  readonly port: number;
  readonly description: string;
}

/** Nothing else crosses a link to a node; brokers, which are no nodes, decide for themselves. */
export const PEER_PORTS: readonly PeerPort[] = [
  { name: 'mesh', port: 15_443, description: 'east-west gateway of the mesh: services call services' },
  { name: 'replication', port: POSTGRES_PORT, description: 'standbys stream from their primaries' },
];
