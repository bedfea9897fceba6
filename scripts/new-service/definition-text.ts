import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Platform } from '../../services/definition/platform.js';
import type { ServiceDefinition } from '../../services/definition/service-schema.js';
import type { ServiceAnswers } from './service-answers.js';

const SCHEMA_LINE = '# yaml-language-server: $schema=../definition/service.schema.json';

/** The text of a complete, working definition: everything a squad must say, and the defaults it will first want to change. */
export function definitionText(answers: ServiceAnswers, platforms: readonly Platform[]): string {
  const yaml = stringify(definitionOf(answers, platforms), { lineWidth: 120, singleQuote: true });
  const image = '# the first build replaces this digest, which belongs to no image\n    digest:';
  return `${SCHEMA_LINE}\n${yaml.replace('digest:', image)}`;
}

function definitionOf(answers: ServiceAnswers, platforms: readonly Platform[]): ServiceDefinition {
  const { name, owner, system, description, tier } = answers;
  return {
    apiVersion: 'platform.finflow/v1',
    kind: 'Service',
    metadata: { name, owner, system, description, lifecycle: 'experimental' },
    tier,
    oncall: { schedule: `${owner}-primary`, slack: answers.slack, runbook: `docs/runbooks/${name}.md` },
    compliance: {
      dataClass: answers.dataClass,
      pciScope: answers.pciScope,
      residency: [...answers.residency],
      retention: retentionOf(answers),
    },
    recovery: { rto: '15m', rpo: '5s' },
    placement: placementOf(answers, platforms),
    runtime: {
      image: {
        repository: `${registryOf(platforms)}/${name}`,
        digest: `sha256:${createHash('sha256').update(name).digest('hex')}`,
      },
      ports: { http: { port: answers.port, protocol: 'http' }, metrics: { port: 9464, protocol: 'http' } },
      resources: { cpu: '500m', memory: '512Mi' },
      health: { startup: '/health/startup', readiness: '/health/ready', liveness: '/health/live' },
    },
    scaling: { min: 3, max: 12, metrics: [{ cpu: 60 }] },
    capacity: {
      requestsPerTransaction: 1,
      requestsPerSecondPerReplica: 100,
      cpuPerRequest: '4ms',
      source: `services/${name}/bench`,
    },
    calls: answers.calls.map((service) => ({ service, critical: false })),
    slo: {
      window: '30d',
      objectives: [
        { name: 'availability', target: 99.9, sli: { errors: 'http-5xx' }, minRequestsPerHour: 120 },
        { name: 'latency', target: 95, sli: { under: '500ms' } },
      ],
    },
  };
}

/** Records of money and people are kept five years (31 CFR 1010.430); the rest only as long as it is useful. */
function retentionOf({ dataClass }: ServiceAnswers): { min: string; max: string } {
  return dataClass === 'restricted' || dataClass === 'confidential'
    ? { min: '5y', max: '7y' }
    : { min: '30d', max: '1y' };
}

/** Every location of its jurisdictions; environments with a small peak run few replicas. */
function placementOf(answers: ServiceAnswers, platforms: readonly Platform[]): ServiceDefinition['placement'] {
  const largest = Math.max(...platforms.map(peakOf));
  return Object.fromEntries(
    platforms.flatMap((platform) => {
      const locations = platform.locations
        .filter(({ jurisdiction }) => answers.residency.includes(jurisdiction))
        .map(({ name }) => name);
      if (locations.length === 0) return [];
      const small = peakOf(platform) < largest;
      const overrides = small ? { overrides: { scaling: { min: 2, max: 3 } } } : {};
      return [[platform.environment.name, { locations, ...overrides }]];
    }),
  );
}

function peakOf({ jurisdictions }: Platform): number {
  return jurisdictions.reduce((sum, { peak }) => sum + peak.transactionsPerSecond, 0);
}

function registryOf(platforms: readonly Platform[]): string {
  return platforms[0]?.environment.images.registries[0] ?? 'registry.finflow.example';
}
