import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/graph-of.js';

const overrides = (spec: string): number =>
  graphOf({
    manifests: {
      'use1/observability': `apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata: { name: telemetry, namespace: logging }
spec: { nodeSets: [{ name: a, podTemplate: { spec: ${spec} } }] }
`,
    },
  }).workloads().length;

describe('pod templates of an operator', () => {
  it('that only say how large pods are and where they go are no pods of their own', () => {
    expect(overrides('{ tolerations: [], containers: [{ name: a, resources: { limits: { memory: 1Gi } } }] }')).toBe(0);
  });

  it.each([
    ['name an image', '{ containers: [{ name: a, image: b }] }'],
    ['set a security context', '{ containers: [{ name: a, securityContext: { privileged: true } }] }'],
    ['use the host', '{ hostNetwork: true, containers: [{ name: a }] }'],
    ['add a container that starts first', '{ initContainers: [{ name: b }], containers: [{ name: a }] }'],
    ['mount a volume', '{ volumes: [], containers: [{ name: a }] }'],
  ])('are judged as a whole when they %s', (_, spec) => {
    expect(overrides(spec)).toBe(1);
  });
});
