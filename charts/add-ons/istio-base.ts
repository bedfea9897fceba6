import { MESH_NAMESPACE } from '../../services/definition/names.js';
import type { AddOnsOf } from './add-on.js';

/** The definitions of the mesh, before anything that is written in them. */
export const istioBase: AddOnsOf = () => [
  {
    release: 'istio-base',
    wave: 'definitions',
    namespace: MESH_NAMESPACE,
    values: { defaultRevision: 'default' },
  },
];
