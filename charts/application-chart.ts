import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Labels } from './labels.js';

export interface ApplicationChartProps {
  /** Absent for objects of the whole cluster and for charts that span namespaces. */
  readonly namespace?: string;
  readonly labels: Labels;
}

/** One concern of an application: becomes one file, named after the id, whose objects share labels and namespace. */
export abstract class ApplicationChart extends Chart {
  constructor(scope: Construct, id: string, props: ApplicationChartProps) {
    super(scope, id, { ...props, disableResourceNameHashes: true });
  }
}
