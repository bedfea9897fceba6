import { BillingBudget } from '@cdktf/provider-google/lib/billing-budget/index.js';
import type { GcpLocation, GcpOrganization, Platform } from '../../../services/definition/platform.js';
import { locationBudgetUsd } from '../../location-budget.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineContact } from '../contacts.js';

export interface SpendingProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly organization: GcpOrganization;
  readonly projectNumber: string;
}

/** The location's part of the budget: a mail at each declared percentage, and one when the forecast reaches the last. */
export function defineSpending(stack: PlatformStack, props: SpendingProps): void {
  const { platform, location, organization, projectNumber } = props;
  const { alertPercents, notify } = platform.environment.budget;
  new BillingBudget(stack, 'budget', {
    billingAccount: organization.billingAccount,
    displayName: location.clusterName,
    budgetFilter: { projects: [`projects/${projectNumber}`], calendarPeriod: 'MONTH' },
    amount: { specifiedAmount: { currencyCode: 'USD', units: String(locationBudgetUsd(platform, location)) } },
    thresholdRules: [
      ...alertPercents.map((percent) => ({ thresholdPercent: percent / 100, spendBasis: 'CURRENT_SPEND' })),
      { thresholdPercent: Math.max(...alertPercents) / 100, spendBasis: 'FORECASTED_SPEND' },
    ],
    allUpdatesRule: {
      monitoringNotificationChannels: [defineContact(stack, location, 'finance', notify).id],
      // Whoever administers the billing account hears of everything already.
      disableDefaultIamRecipients: true,
    },
  });
}
