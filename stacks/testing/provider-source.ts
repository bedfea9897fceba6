import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of a provider inside of a mirror, as Terraform lays mirrors out. */
const AWS_PROVIDER = 'registry.terraform.io/hashicorp/aws';

/** Settings of the environment that make Terraform and cdktf fetch a provider once. */
export type ProviderSettings = Readonly<Record<string, string>>;

/**
 * Where Terraform takes the AWS provider from: a configuration of the machine, else a mirror on its disks, else the
 * public registry with a cache below `directory`.
 */
export function providerSettings(directory: string): ProviderSettings {
  const configured = process.env['TF_CLI_CONFIG_FILE'];
  if (configured !== undefined && existsSync(configured)) return { TF_CLI_CONFIG_FILE: configured };
  const mirror = mirrors().find((candidate) => existsSync(join(candidate, AWS_PROVIDER)));
  return mirror === undefined ? cacheSettings(directory) : mirrorSettings(directory, mirror);
}

/** Candidates in the order of preference; Terraform itself looks at some of these, but not when a mirror is unpacked elsewhere. */
function mirrors(): readonly string[] {
  const named = process.env['TF_PLUGIN_MIRROR'];
  const shared = ['/usr/local/share/terraform', '/usr/share/terraform', join(homedir(), '.terraform.d')];
  return [
    ...(named === undefined ? [] : [named]),
    ...shared.flatMap((folder) => [join(folder, 'plugins'), join(folder, 'providers')]),
    ...(existsSync('/opt') ? readdirSync('/opt').map((name) => join('/opt', name)) : []),
  ];
}

function mirrorSettings(directory: string, mirror: string): ProviderSettings {
  const file = join(directory, 'terraform.rc');
  const rule = `["${AWS_PROVIDER}"]`;
  writeFileSync(
    file,
    [
      'provider_installation {',
      `  filesystem_mirror { path = ${JSON.stringify(mirror)}\n include = ${rule} }`,
      `  direct { exclude = ${rule} }`,
      '}\n',
    ].join('\n'),
  );
  // Terraform links to an unpacked mirror; a cache would copy hundreds of megabytes.
  return { TF_CLI_CONFIG_FILE: file, CDKTF_DISABLE_PLUGIN_CACHE_ENV: 'true' };
}

function cacheSettings(directory: string): ProviderSettings {
  const cache = join(directory, 'providers');
  mkdirSync(cache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: cache };
}
