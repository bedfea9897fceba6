import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, unknown } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Asks each chart of others for the digest of the archive that was reviewed; what nobody could obtain stays open, and is never invented. */
export const verifiedCharts = defineRule<Manifest>({
  id: 'IMG-004',
  area: 'images',
  severity: 'medium',
  title: 'a chart of others is the archive that was reviewed',
  risk: 'whoever can publish at the chart’s repository changes what every cluster runs, under the same version',
  fix: 'download the chart of that version, compare it with its provenance file and write its sha256 into charts/add-ons/releases.yaml',
  population: 'every Application that deploys a chart',
  covers: ['Application'],
  crossDomain: false,
  waivable: true,
  unknownBlocks: false,
  select: (graph) =>
    graph.manifests('Application').filter((application) => application.text('spec.source.chart') !== undefined),
  check: (application) => {
    const digest = application.annotation('finflow.io/chart-digest');
    if (digest === 'unverified')
      return unknown(
        `the digest of ${application.text('spec.source.chart') ?? ''} ${application.text('spec.source.targetRevision') ?? ''} was never obtained`,
      );
    return /^sha256:[0-9a-f]{64}$/.test(digest ?? '')
      ? pass()
      : fail(`says ${digest ?? 'nothing'} of its archive`, { evidence: digest ?? null });
  },
});
