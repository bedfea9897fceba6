import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget/index.js';
import { CeAnomalyMonitor } from '@cdktf/provider-aws/lib/ce-anomaly-monitor/index.js';
import { CeAnomalySubscription } from '@cdktf/provider-aws/lib/ce-anomaly-subscription/index.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { locationBudgetUsd } from '../../location-budget.js';
import type { PlatformStack } from '../../platform-stack.js';

/** An unusual bill is reported when it adds this part of the location's monthly budget. */
const ANOMALY_SHARE = 0.02;

/** The location's part of the budget: a mail at each declared percentage, a forecast of the last, and one for anything unusual. */
export function defineSpending(stack: PlatformStack, platform: Platform, location: AwsLocation): void {
  const { alertPercents, notify } = platform.environment.budget;
  const budgetUsd = locationBudgetUsd(platform, location);
  const at = (threshold: number, notificationType: 'ACTUAL' | 'FORECASTED') => ({
    comparisonOperator: 'GREATER_THAN',
    notificationType,
    threshold,
    thresholdType: 'PERCENTAGE',
    subscriberEmailAddresses: [notify],
  });
  new BudgetsBudget(stack, 'budget', {
    name: location.clusterName,
    budgetType: 'COST',
    timeUnit: 'MONTHLY',
    limitAmount: `${budgetUsd}.0`,
    limitUnit: 'USD',
    notification: [
      ...alertPercents.map((percent) => at(percent, 'ACTUAL')),
      at(Math.max(...alertPercents), 'FORECASTED'),
    ],
  });
  const monitor = new CeAnomalyMonitor(stack, 'anomalies', {
    name: location.clusterName,
    monitorType: 'DIMENSIONAL',
    monitorDimension: 'SERVICE',
  });
  new CeAnomalySubscription(stack, 'anomaly-reports', {
    name: location.clusterName,
    frequency: 'DAILY',
    monitorArnList: [monitor.arn],
    subscriber: [{ type: 'EMAIL', address: notify }],
    thresholdExpression: {
      dimension: {
        key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
        matchOptions: ['GREATER_THAN_OR_EQUAL'],
        values: [String(Math.max(1, Math.ceil(budgetUsd * ANOMALY_SHARE)))],
      },
    },
  });
}
