import { describe, expect, it } from 'vitest';
import { loadPlatforms } from '../load-platforms.js';
import { AS_OF, diagnosticsOf, placesOf, type Texts, withRepository } from '../testing/example-repository.js';
import { EXAMPLE_TEXTS } from '../testing/example-texts.js';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const FILE = 'environments/releases/staging.yaml';

const released = (images: string, { file = FILE, environment = 'staging' } = {}): Texts => ({
  ...EXAMPLE_TEXTS,
  [file]: `apiVersion: platform.finflow/v1\nkind: Release\nenvironment: ${environment}\nimages: ${images}\n`,
});

describe('a release lockfile', () => {
  it('supplies the image of the services it names, and says so', () => {
    withRepository(released(`{ orders: ${DIGEST} }`), (root) => {
      const staging = loadPlatforms(root, { asOf: AS_OF }).find(({ environment }) => environment.name === 'staging');
      const image = (name: string) => staging?.services.find((service) => service.name === name)?.runtime.image;
      expect(image('orders')).toMatchObject({ digest: DIGEST, reference: expect.stringContaining(DIGEST) as string });
      expect(image('billing')?.digest).not.toBe(DIGEST);
      expect(staging?.provenance['services[orders].runtime.image.digest']).toBe(`${FILE}:4:19`);
      expect(staging?.provenance['services[billing].runtime.image.digest']).toMatch(/^services\/billing/);
    });
  });

  it.each([
    ['a service that does not run there', released(`{ ordrs: ${DIGEST} }`), [`${FILE}:4:11 unreleased-service`]],
    ['a tag', released('{ orders: latest }'), [`${FILE}:4:19 wrong-format`]],
    ['another environment', released('{}', { environment: 'production' }), [`${FILE}:3:14 name-mismatch`]],
    [
      'a file that nothing reads',
      released('{}', { file: 'environments/releases/staging.yml' }),
      ['environments/releases/staging.yml:1:1 misnamed-file'],
    ],
  ])('is refused for %s', (_, texts, places) => {
    expect(placesOf(diagnosticsOf(texts))).toEqual(places);
  });
});
