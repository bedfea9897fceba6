import { AccessanalyzerAnalyzer } from '@cdktf/provider-aws/lib/accessanalyzer-analyzer/index.js';
import { GuarddutyDetectorFeature } from '@cdktf/provider-aws/lib/guardduty-detector-feature/index.js';
import { GuarddutyDetector } from '@cdktf/provider-aws/lib/guardduty-detector/index.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { AwsLocation } from '../../../services/definition/platform.js';

/** What GuardDuty looks at beside the trail, flows and name look-ups. */
const FEATURES = ['EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS', 'S3_DATA_EVENTS'] as const;

/** Watches the account for what intruders do, and for what the outside can reach. */
export function defineThreatDetection(stack: PlatformStack, location: AwsLocation): void {
  const detector = new GuarddutyDetector(stack, 'detector', {
    enable: true,
    findingPublishingFrequency: 'FIFTEEN_MINUTES',
  });
  for (const name of FEATURES)
    new GuarddutyDetectorFeature(stack, `detector-${name.toLowerCase().replaceAll('_', '-')}`, {
      detectorId: detector.id,
      name,
      status: 'ENABLED',
    });
  new GuarddutyDetectorFeature(stack, 'detector-runtime-monitoring', {
    detectorId: detector.id,
    name: 'RUNTIME_MONITORING',
    status: 'ENABLED',
    // GuardDuty itself keeps its agent on the nodes up to date; nothing but the cluster runs machines here.
    additionalConfiguration: [{ name: 'EKS_ADDON_MANAGEMENT', status: 'ENABLED' }],
  });
  new AccessanalyzerAnalyzer(stack, 'access-analyzer', { analyzerName: location.clusterName, type: 'ACCOUNT' });
}
