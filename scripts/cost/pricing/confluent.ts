import { listAt, numberAt, textAt } from '../../../policies/engine/json.js';
import { HOURS_A_MONTH } from '../categories.js';
import { gigabytesOf, type Pricers } from '../pricing-context.js';
import { product } from '../range.js';

/** Confluent's clusters: capacity units, what they keep, and what passes them. */
export const confluent: Pricers = {
  confluent_kafka_cluster: ({ attributes }, context) => {
    const dedicated = listAt(attributes, 'dedicated')[0];
    if (dedicated === undefined) {
      return [
        context.charge('confluent', {
          category: 'streaming',
          item: 'elastic cluster',
          quantity: HOURS_A_MONTH,
          price: 'kafka/standard-hour',
        }),
      ];
    }
    const zones = textAt(attributes, 'availability') === 'MULTI_ZONE' ? 'multi-zone' : 'single-zone';
    const written = gigabytesOf(context.transactions, context.usage.of('kafkaKilobytesPerTransaction'));
    return [
      context.charge('confluent', {
        category: 'streaming',
        item: `capacity units, ${zones}`,
        price: 'kafka/cku-hour',
        quantity: (numberAt(dedicated, 'cku') ?? 1) * HOURS_A_MONTH,
      }),
      context.charge('confluent', {
        category: 'streaming',
        item: 'written and read',
        price: 'kafka/transfer-gb',
        // Each record is written once and read by the services that subscribe to it and by the mirror.
        quantity: product(written, context.usage.of('kafkaReadsAndWrites')),
      }),
      context.charge('confluent', {
        category: 'streaming',
        item: 'stored',
        price: 'kafka/storage-gb-month',
        quantity: product(written, context.usage.of('kafkaMonthsKept')),
      }),
    ];
  },
};
