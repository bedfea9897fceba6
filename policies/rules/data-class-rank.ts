/** Sensitivity from the open to the most guarded; what nobody knows ranks above everything. */
const ORDER = ['public', 'internal', 'confidential', 'restricted', 'card-data'];

/** Rank of a data class; an unknown class outranks every known one, so that nothing is cleared for it. */
export function dataClassRank(dataClass: string): number {
  const rank = ORDER.indexOf(dataClass);
  return rank === -1 ? ORDER.length : rank;
}
