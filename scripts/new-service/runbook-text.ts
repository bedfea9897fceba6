import type { ServiceAnswers } from './service-answers.js';

/** The first runbook page of a service: what holds for every service, and where to write what does not. */
export function runbookText({ name, owner, slack, description }: ServiceAnswers): string {
  const definition = `services/${name}/service.yaml`;
  return `# ${name}

${description.replace(/\.?$/, '.')}

Owner: ${owner} · ${slack} · definition: [${definition}](../../${definition})

Before anything else: is a whole location or cloud affected? Then it is a platform incident; page the platform squad and read
[operations](../operations.md).

## Requests fail or are slow

Sign: The availability or latency objective burns at the page rate.

1. Abort a canary in progress: \`kubectl argo rollouts abort ${name} -n ${name}\`.
2. Compare locations: one location alone points at its data stores or its cloud, all of them at the last release.
3. Look at the callees before the service itself: \`calls\` in the definition lists them.

## A release waits

Sign: The Rollout is paused and its analysis says inconclusive.

1. Too few requests reached the canary. Wait for traffic, or look at the synthetic probe of the location.
2. Promote only when the analysis of a loaded location has passed: \`kubectl argo rollouts promote ${name} -n ${name}\`.
`;
}
