/** A duration as Istio prints it: `800ms`, `30s`. */
export const meshDuration = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
