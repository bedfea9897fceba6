import { TerraformDataSource, TerraformResource, type TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { CONFLUENT } from './confluent-provider.js';

/** Attributes that cdktf writes by itself. */
const META_ARGUMENTS = [
  'connection',
  'count',
  'dependsOn',
  'forEach',
  'lifecycle',
  'provider',
  'provisioners',
] as const satisfies readonly (keyof TerraformMetaArguments)[];

/** A resource of the Confluent provider, written from its typed configuration. */
export abstract class ConfluentResource<C extends TerraformMetaArguments> extends TerraformResource {
  readonly #config: C;

  constructor(scope: Construct, id: string, type: string, config: C) {
    super(scope, id, { ...metaOf(config), terraformResourceType: type, terraformGeneratorMetadata: CONFLUENT });
    this.#config = config;
  }

  get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return attributesOf(this.#config);
  }
}

/** A data source of the Confluent provider. */
export abstract class ConfluentDataSource<C extends TerraformMetaArguments> extends TerraformDataSource {
  readonly #config: C;

  constructor(scope: Construct, id: string, type: string, config: C) {
    super(scope, id, { ...metaOf(config), terraformResourceType: type, terraformGeneratorMetadata: CONFLUENT });
    this.#config = config;
  }

  get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return attributesOf(this.#config);
  }
}

function metaOf(config: TerraformMetaArguments): TerraformMetaArguments {
  return Object.fromEntries(Object.entries(config).filter(([name]) => isMeta(name)));
}

function attributesOf(config: TerraformMetaArguments): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([name]) => !isMeta(name))
      .map(([name, value]) => [snakeCase(name), snakeKeys(value)]),
  );
}

/** Keys of blocks in the provider's spelling. Names of topic settings hold dots and no capitals, and stay as they are. */
function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [snakeCase(name), snakeKeys(own)]));
}

const isMeta = (name: string): boolean => META_ARGUMENTS.some((meta) => meta === name);
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
