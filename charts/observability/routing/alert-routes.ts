import type { IAlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig';
import {
  ALERT_RECEIVERS,
  WATCHDOG_ALERT,
  WATCHDOG_RECEIVER,
} from '../../../services/definition/observability-names.js';
import { NEEDS_PEER_CLOUD } from '../alert.js';
import { CHAT_KEY, pagingKey, receiverName, WATCHDOG_KEY, type OnCall } from './on-call.js';

type Spec = IAlertmanagerConfig['spec'];
type Receiver = NonNullable<Spec['receivers']>[number];
type Matcher = NonNullable<NonNullable<Spec['route']>['matchers']>[number];

const equal = (name: string, value: string): Matcher => ({ name, value, matchType: '=' });
const chatOnly = (oncall: OnCall): string => `${receiverName(oncall)}-chat`;

/**
 * The tree of routes: the watchdog leaves first, then each rota by its services, pages to the paging service and the chat, tickets to
 * the chat. Whatever names no service goes to the platform squad.
 */
export function alertRoute(onCall: readonly OnCall[]): NonNullable<Spec['route']> {
  const [platform, ...others] = onCall;
  if (platform === undefined) throw new RangeError('nobody is on call');
  return {
    receiver: receiverName(platform),
    groupBy: ['alertname', 'service', 'namespace'],
    groupWait: '30s',
    groupInterval: '5m',
    repeatInterval: '4h',
    routes: [
      {
        matchers: [equal('alertname', WATCHDOG_ALERT)],
        receiver: WATCHDOG_RECEIVER,
        groupWait: '0s',
        groupInterval: '1m',
        repeatInterval: '1m',
      },
      ...others.map((oncall) => ({
        matchers: [{ name: 'service', value: oncall.services.join('|'), matchType: '=~' } as const],
        receiver: receiverName(oncall),
        routes: [ticketRoute(oncall)],
      })),
      ticketRoute(platform),
    ],
  };
}

const ticketRoute = (oncall: OnCall) => ({
  matchers: [equal('severity', 'ticket')],
  receiver: chatOnly(oncall),
  repeatInterval: '24h',
});

/** One alert speaks for another: the page for the ticket of the same budget, the lost cloud for all that needs it. */
export const INHIBITIONS: NonNullable<Spec['inhibitRules']> = [
  {
    sourceMatch: [equal('alertname', 'ErrorBudgetBurn'), equal('severity', 'page')],
    targetMatch: [equal('alertname', 'ErrorBudgetBurn'), equal('severity', 'ticket')],
    equal: ['service', 'objective'],
  },
  {
    sourceMatch: [equal('alertname', 'CloudUnreachable')],
    targetMatch: [equal('depends_on', NEEDS_PEER_CLOUD.depends_on)],
  },
  {
    sourceMatch: [equal('alertname', 'CloudUnreachable')],
    targetMatch: [equal('alertname', 'LocationUnreachable')],
    equal: ['peer_cloud'],
  },
  {
    sourceMatch: [equal('alertname', 'NodesNotReady')],
    targetMatch: [{ name: 'alertname', value: 'NodeNotReady|PodsPending|TargetsDown', matchType: '=~' }],
  },
];

/** Where alerts go: for each rota one receiver that wakes somebody and one that only writes, and the watchdog outside. */
export function alertReceivers(onCall: readonly OnCall[]): Receiver[] {
  return [
    ...onCall.flatMap((oncall) => [
      { name: receiverName(oncall), pagerdutyConfigs: [page(oncall)], slackConfigs: [message(oncall)] },
      { name: chatOnly(oncall), slackConfigs: [message(oncall)] },
    ]),
    {
      name: WATCHDOG_RECEIVER,
      webhookConfigs: [{ urlSecret: { name: ALERT_RECEIVERS, key: WATCHDOG_KEY }, sendResolved: false, maxAlerts: 1 }],
    },
  ];
}

const page = ({ schedule }: OnCall): NonNullable<Receiver['pagerdutyConfigs']>[number] => ({
  routingKey: { name: ALERT_RECEIVERS, key: pagingKey(schedule) },
  sendResolved: true,
  severity: 'critical',
  description: '{{ .CommonAnnotations.summary }}',
  details: [
    { key: 'what', value: '{{ .CommonAnnotations.description }}' },
    { key: 'runbook', value: '{{ .CommonAnnotations.runbook }}' },
    { key: 'meaning', value: '{{ .CommonAnnotations.meaning }}' },
    { key: 'location', value: '{{ .CommonLabels.environment }} {{ .CommonLabels.location }}' },
  ],
});

const message = ({ slack }: OnCall): NonNullable<Receiver['slackConfigs']>[number] => ({
  apiURL: { name: ALERT_RECEIVERS, key: CHAT_KEY },
  channel: slack,
  sendResolved: true,
  title: '{{ .CommonLabels.environment }} {{ .CommonLabels.location }}: {{ .CommonLabels.alertname }}',
  text: '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ .Annotations.runbook }}\n{{ end }}',
});
