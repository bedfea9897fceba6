/** Error codes about placement. */
export const placementCodes = {
  'outside-residency': {
    title: 'A service runs where its data may not be',
    why: 'The location lies in a jurisdiction that compliance.residency does not name.',
    fix: 'remove the location',
  },
  'unreleased-service': {
    title: 'A lockfile names a service that does not run in its environment',
    why: 'A digest that nothing uses is a release that never happened.',
    fix: 'remove the line or correct the name',
  },
  'image-registry': {
    title: 'An image comes from a registry that the environment does not trust',
    why: 'Only signed images of listed registries are admitted.',
    fix: 'push the image to a listed registry',
  },
  'node-pool-missing': {
    title: 'A location has no pool for card data',
    why: 'Services with pciScope cde run on card-data nodes only.',
    fix: 'add a card-data pool to the location',
  },
  'port-conflict': {
    title: 'Two things want the same port',
    why: 'The sidecar and the container share the network of the pod.',
    fix: 'choose another port',
  },
  'route-conflict': {
    title: 'Two public routes have the same host and path',
    why: 'Only one of them would ever receive a request.',
    fix: 'change one of the paths',
  },
  'flag-expired': {
    title: 'A flag is past its expiry',
    why: 'A flag that stays becomes a branch that nobody tests.',
    fix: 'remove the flag and the branch it no longer needs',
  },
} as const;
