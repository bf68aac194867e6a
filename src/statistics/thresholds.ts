/** A p-value below this is more than chance. */
export const significant = 0.05;

/** Effect sizes by convention (Cohen 1988): where small, medium and large begin. */
export const effectSizes = {
  d: [0.2, 0.5, 0.8],
  eta: [0.01, 0.06, 0.14],
  V: [0.1, 0.3, 0.5],
  r: [0.1, 0.3, 0.5],
} as const;

/** How an effect is called by convention: 0 negligible, 1 small, 2 medium, 3 large. */
export const effectLevel = (kind: keyof typeof effectSizes, value: number): number =>
  effectSizes[kind].filter((limit) => Math.abs(value) >= limit).length;

/** Effects below these are negligible: what is not even small. */
export const negligible = {
  d: effectSizes.d[0],
  eta: effectSizes.eta[0],
  V: effectSizes.V[0],
  r: effectSizes.r[0],
} as const;
