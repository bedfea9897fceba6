import { expect, it } from 'vitest';
import { CircuitOpen, createCircuitBreaker } from './circuit-breaker.js';

function breaker() {
  let nowMs = 0;
  const circuit = createCircuitBreaker({ failures: 2, openMs: 1_000, clock: { monotonicMs: () => nowMs } });
  const fail = () => circuit.run(() => Promise.reject(new Error('down')));
  return { circuit, fail, pass: (ms: number) => (nowMs += ms) };
}

it('opens after failures in a row; a success between them counts anew', async () => {
  const { circuit, fail } = breaker();
  await expect(fail()).rejects.toThrow('down');
  expect(await circuit.run(() => Promise.resolve(1))).toBe(1);
  await expect(fail()).rejects.toThrow('down');
  expect(circuit.state()).toBe('closed');
  await expect(fail()).rejects.toThrow('down');
  expect(circuit.state()).toBe('open');
  await expect(circuit.run(() => Promise.resolve(1))).rejects.toThrow(CircuitOpen);
});

it('one call at a time probes a half-open circuit', async () => {
  const { circuit, fail, pass } = breaker();
  await fail().catch(() => undefined);
  await fail().catch(() => undefined);
  pass(1_000);
  expect(circuit.state()).toBe('half-open');
  const probe = circuit.run(() => new Promise<number>((resolve) => setTimeout(() => resolve(2), 5)));
  await expect(circuit.run(() => Promise.resolve(1))).rejects.toThrow(CircuitOpen);
  expect(await probe).toBe(2);
  expect(circuit.state()).toBe('closed');
});

it('a failed probe opens it again for as long', async () => {
  const { circuit, fail, pass } = breaker();
  await fail().catch(() => undefined);
  await fail().catch(() => undefined);
  pass(1_000);
  await expect(fail()).rejects.toThrow('down');
  expect(circuit.state()).toBe('open');
  pass(999);
  expect(circuit.state()).toBe('open');
  pass(1);
  expect(circuit.state()).toBe('half-open');
});
