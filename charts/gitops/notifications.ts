const MOMENTS = ['on-deployed', 'on-degraded', 'on-sync-failed'] as const;

/** Annotations by which an Application tells a channel such as "#payments-alerts" what happens to it. */
export const subscriptions = (channel: string): Record<string, string> =>
  Object.fromEntries(
    MOMENTS.map((moment) => [`notifications.argoproj.io/subscribe.${moment}.slack`, channel.replace('#', '')]),
  );

/** What is said of each moment, and when; the token of the Slack application comes from a secret of the location. */
export const NOTIFICATIONS = {
  notifiers: { 'service.slack': 'token: $slack-token\n' },
  templates: {
    'template.deployed': message('runs {{.app.status.sync.revision}}'),
    'template.degraded': message('is degraded: {{.app.status.health.message}}'),
    'template.sync-failed': message('could not be synced: {{.app.status.operationState.message}}'),
  },
  triggers: {
    'trigger.on-deployed': trigger(
      'deployed',
      "app.status.operationState != nil and app.status.operationState.phase == 'Succeeded' and app.status.health.status == 'Healthy'",
      'app.status.sync.revision',
    ),
    'trigger.on-degraded': trigger('degraded', "app.status.health.status == 'Degraded'"),
    'trigger.on-sync-failed': trigger(
      'sync-failed',
      "app.status.operationState != nil and app.status.operationState.phase in ['Error', 'Failed']",
    ),
  },
} as const;

function message(says: string): string {
  return `message: |\n  *{{.app.metadata.name}}* ${says}\n  {{.context.argocdUrl}}/applications/{{.app.metadata.name}}\n`;
}

function trigger(template: string, when: string, oncePer?: string): string {
  return `- when: ${when}\n  send: [${template}]\n${oncePer === undefined ? '' : `  oncePer: ${oncePer}\n`}`;
}
