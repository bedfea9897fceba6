import type { Finding } from '../../engine/findings-schema.js';

/** The service whose definition explains a finding; empty for what belongs to the platform. */
export const serviceOf = ({ source }: Finding): string =>
  /^services\/([^/]+)\/[^/]+$/.exec(source?.file ?? '')?.[1] ?? '';
