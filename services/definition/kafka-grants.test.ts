import { describe, expect, it } from 'vitest';
import { grantKey, grantsIn, kafkaServicesIn, topicSettings, topicsIn } from './kafka-grants.js';
import { loadPlatforms } from './load-platforms.js';

const platforms = loadPlatforms('.', { asOf: '2026-11-23' });
const production = platforms.find(({ environment }) => environment.name === 'production')!;
const locationOf = (name: string) => production.locations.find((location) => location.name === name)!;
const use1 = locationOf('use1');
const euc1 = locationOf('euc1');
const keys = (name: string): string[] => grantsIn(production, locationOf(name)).map(grantKey);

describe('grants of a location', () => {
  it('let producers write, consumers read with their group, and set messages aside', () => {
    expect(keys('use1')).toEqual(
      expect.arrayContaining([
        'fraud-write-topic-fraud.decision',
        'ledger-read-group-ledger-decisions',
        'ledger-read-topic-fraud.decision',
        'ledger-write-topic-fraud.decision.dlq.ledger-decisions',
      ]),
    );
    expect(keys('use1')).not.toContain('ledger-write-topic-fraud.decision');
  });

  it('let consumers read mirrored topics of their own jurisdiction and of no other', () => {
    const mirrored = (name: string): string[] =>
      keys(name).flatMap((key) => /-read-topic-((?:us|eu)\w\d)\.ledger\.home-credit-requested$/.exec(key)?.[1] ?? []);
    expect(mirrored('use1').sort()).toEqual(['usc1', 'usw2']);
    expect(mirrored('euc1')).toEqual(['euw4']);
  });

  it('name every grant once, in the same order', () => {
    expect(new Set(keys('use1')).size).toBe(keys('use1').length);
    expect(keys('use1')).toEqual([...keys('use1')].sort());
  });

  it('belong to services that are there', () => {
    const elsewhere = {
      ...production,
      services: production.services.map((service) =>
        service.name === 'fraud' ? { ...service, locations: ['euc1'] } : service,
      ),
    };
    expect(kafkaServicesIn(elsewhere, use1).map(({ name }) => name)).not.toContain('fraud');
    expect(grantsIn(elsewhere, use1).some(({ service }) => service === 'fraud')).toBe(false);
    expect(grantsIn(elsewhere, euc1).some(({ service }) => service === 'fraud')).toBe(true);
  });
});

describe('topics of a location', () => {
  it('survive the loss of a zone', () => {
    const [topic] = topicsIn(production, use1);
    expect(topicSettings(topic!, use1)['min.insync.replicas']).toBe('2');
    expect(topicSettings(topic!, { ...use1, zones: ['use1-az1', 'use1-az2'] })['min.insync.replicas']).toBe('1');
    expect(topicSettings(topic!, use1)['retention.ms']).toBe(String(topic!.retentionHours * 3_600_000));
  });
});
