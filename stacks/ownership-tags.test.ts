import { describe, expect, it } from 'vitest';
import { ownershipTags } from './ownership-tags.js';
import { plannedStack } from './platform-stack.js';
import { platformOf, platforms } from './testing/synthesized-stacks.js';

const production = platformOf('production');

describe('ownershipTags', () => {
  it('says where a resource belongs and who answers for it', () => {
    const stack = plannedStack(production, 'production-use1-network');
    expect(ownershipTags(production, stack, ['use1'])).toEqual({
      ...production.environment.tags,
      'data-class': 'restricted',
      environment: 'production',
      jurisdiction: 'us',
      layer: 'network',
      'managed-by': 'cdktf',
      'pci-scope': 'connected',
      scope: 'use1',
      stack: 'production-use1-network',
      team: 'platform',
    });
  });

  it('takes the most sensitive data of the services it carries, and only of those', () => {
    const stack = plannedStack(production, 'production-use1-network');
    const [service] = production.services;
    if (service === undefined) throw new RangeError('production has services');
    const compliance = { ...service.compliance, dataClass: 'internal', pciScope: 'cde' } as const;
    const services = [{ ...service, compliance, locations: ['use1'] }];
    expect(ownershipTags({ ...production, services }, stack, ['use1'])).toMatchObject({
      'data-class': 'internal',
      'pci-scope': 'cde',
    });
    expect(ownershipTags({ ...production, services }, stack, ['euw4'])).toMatchObject({
      'data-class': 'public',
      'pci-scope': 'none',
    });
  });

  it('keeps to the characters that both clouds accept', () => {
    for (const platform of platforms) {
      for (const stack of platform.stacks) {
        for (const [key, value] of Object.entries(ownershipTags(platform, stack, [stack.scope]))) {
          expect(key).toMatch(/^[a-z][a-z0-9_-]{0,62}$/);
          expect(value).toMatch(/^[a-z0-9_-]{0,63}$/);
        }
      }
    }
  });
});
