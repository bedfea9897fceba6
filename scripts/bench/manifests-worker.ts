import { synthesizeManifests } from '../../charts/synthesize.js';
import { loadPlatforms } from '../../services/definition/load-platforms.js';

/** Renders the manifests of a repository in a process of its own and prints how many objects and how long it took. */
const [root = '.', outputDirectory = 'manifests'] = process.argv.slice(2);
const platforms = loadPlatforms(root, { asOf: '2026-11-23' });
const started = performance.now();
const objects = platforms.reduce((sum, platform) => sum + synthesizeManifests(platform, outputDirectory).objects, 0);
console.log(JSON.stringify({ objects, renderSeconds: (performance.now() - started) / 1_000 }));
