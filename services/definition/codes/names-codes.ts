/** Error codes about names. */
export const namesCodes = {
  'name-mismatch': {
    title: 'The name differs from the folder or file',
    why: 'Everything is found by its name.',
    fix: 'rename the folder or the definition',
  },
  'duplicate-name': {
    title: 'A name is used twice',
    why: 'Names are identities: the second entry would replace the first.',
    fix: 'rename one of the two',
  },
  'reserved-name': {
    title: 'A service has a name that the platform uses',
    why: 'Namespaces and applications of that name exist already.',
    fix: 'choose another name',
  },
  'unknown-owner': {
    title: 'An owner is not a team',
    why: 'Alerts, reviews and access follow the owner.',
    fix: 'use a name of services/teams.yaml',
  },
  'missing-team': {
    title: 'A team that the platform relies on is missing',
    why: 'Shared folders and applications belong to it.',
    fix: 'add the team to services/teams.yaml',
  },
  'unknown-environment': {
    title: 'A service is placed in an environment that does not exist',
    why: 'Placement refers to environments/<name>.yaml.',
    fix: 'create the environment or remove the placement',
  },
  'unknown-location': {
    title: 'A service is placed in a location that does not exist',
    why: 'Placement refers to the locations of the environment.',
    fix: 'use a location of the environment',
  },
  'unknown-service': {
    title: 'A caller or callee is not a service',
    why: 'Policies are made from these names.',
    fix: 'use the name of a service',
  },
  'unknown-external': {
    title: 'An external system is not registered',
    why: 'Egress is open to registered hosts only.',
    fix: 'add it to services/externals.yaml',
  },
  'unknown-host': {
    title: 'A public host does not exist where the service runs',
    why: 'The environment maps logical hosts to host names for each jurisdiction.',
    fix: 'add the host to the jurisdiction',
  },
  'unknown-flag': {
    title: 'An override names a flag that the service does not declare',
    why: 'The override would do nothing.',
    fix: 'declare the flag under flags',
  },
  'unknown-objective': {
    title: 'The rollout analysis names an objective that does not exist',
    why: 'The analysis would judge nothing.',
    fix: 'use the name of an objective',
  },
} as const;
