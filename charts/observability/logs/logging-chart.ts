import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { LOG_SHIPPER_CONFIGURATION } from '../../../services/definition/observability-names.js';
import { ApplicationChart } from '../../application-chart.js';
import { customResource } from '../../custom-resource.js';
import { platformLabels } from '../../labels.js';
import type { ObservedLocation } from '../observed-location.js';
import { telemetrySecretStore } from '../telemetry-secrets.js';
import { renderDirectives } from './directive.js';
import { kibanaKeystore, LOG_STORE_LOGINS, loginSecret } from './log-store-access.js';
import { shipperConfiguration } from './shipper-configuration.js';
import { LOGGING_NAMESPACE } from '../../../services/definition/platform-namespaces.js';

/** How logs get from nodes to the store, and who may write there. */
export class LoggingChart extends ApplicationChart {
  constructor(scope: Construct, id: string, observed: ObservedLocation) {
    const { platform, location } = observed;
    super(scope, id, { namespace: LOGGING_NAMESPACE, labels: platformLabels('observability', platform, location) });
    telemetrySecretStore(this, observed);
    for (const login of LOG_STORE_LOGINS) customResource<IExternalSecret>(this, loginSecret(observed, login));
    customResource<IExternalSecret>(this, kibanaKeystore(observed));
    new k8s.KubeConfigMap(this, 'shipper', {
      metadata: { name: LOG_SHIPPER_CONFIGURATION },
      data: { 'fluent.conf': renderDirectives(shipperConfiguration(platform.environment)) },
    });
  }
}
