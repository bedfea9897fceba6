import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { noHostAccess } from './no-host-access.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('POD-005 no host access', () => {
  it('passes the good example', () => {
    expect(outcomesOf(noHostAccess, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names every fault of the bad example', () => {
    expect(messagesOf(noHostAccess, manifests('bad.yaml'))).toEqual([
      'hostPID is on',
      "volume node mounts the node's /var/lib/kubelet",
      'container payments opens host port 80',
    ]);
  });

  it('fails kernel settings of the node and servers that it mounts', () => {
    const good = fixture(import.meta.url, 'good.yaml');
    const pod = (from: string, to: string) =>
      messagesOf(noHostAccess, { manifests: { 'use1/payments': good.replace(from, to) } });
    const sysctls = (name: string) => `securityContext: { sysctls: [{ name: ${name}, value: '1' }] }`;
    expect(pod('hostNetwork: false', sysctls('kernel.msgmax'))).toEqual(["sets kernel.msgmax of the node's kernel"]);
    expect(pod('hostNetwork: false', sysctls('net.ipv4.tcp_syncookies'))).toEqual([]);
    expect(pod('emptyDir: {}', 'nfs: { server: files, path: / }')).toEqual([
      'volume scratch makes the node mount a server',
    ]);
  });

  it('fails a pod template without containers it could judge', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: empty, namespace: payments }\nspec: { containers: [] }\n';
    expect(outcomesOf(noHostAccess, { manifests: { 'use1/payments': pod } })).toEqual(['fail']);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(noHostAccess, {})).toEqual(['not-applicable']);
  });
});
