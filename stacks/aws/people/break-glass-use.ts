import { humanRole } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { AlertRule } from '../alert-topic.js';

/** Somebody becomes the role for emergencies, or is refused; its trust admits calls to the location's own region only, where this listens. */
export function breakGlassUse({ environment }: Platform, { name, account }: AwsLocation): AlertRule {
  const role = humanRole(environment.name, name, 'break-glass');
  return {
    id: 'break-glass-use',
    description: `Somebody assumes ${role}`,
    pattern: {
      source: ['aws.sts'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['sts.amazonaws.com'],
        eventName: ['AssumeRole'],
        requestParameters: { roleArn: [`arn:aws:iam::${account}:role/${role}`] },
      },
    },
  };
}
