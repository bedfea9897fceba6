/** The only retentions CloudWatch Logs accepts, in days (API reference of PutRetentionPolicy). */
const ACCEPTED_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** The shortest accepted retention that keeps logs for at least `minimumDays`; 0, which means for ever, beyond ten years. */
export function logRetentionDays(minimumDays: number): number {
  return ACCEPTED_DAYS.find((days) => days >= minimumDays) ?? 0;
}
