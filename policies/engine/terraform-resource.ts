import { Attributes, type Resolve } from './attributes.js';
import type { JsonObject } from './json.js';
import type { Subject } from './subject.js';

export interface TerraformResourceProps {
  readonly mode: 'managed' | 'data';
  readonly kind: string;
  readonly name: string;
  readonly stack: string;
  readonly location: string;
  readonly file: string;
  readonly line: number | undefined;
  readonly attributes: JsonObject;
  readonly resolve: Resolve;
  readonly declaredAt: string | undefined;
}

/** One resource or data source of a stack; its attributes are read through `value`, `values`, `blocks` and `target`. */
export class TerraformResource extends Attributes implements Subject {
  readonly id: string;
  readonly mode: 'managed' | 'data';
  readonly kind: string;
  readonly name: string;
  readonly stack: string;
  readonly location: string;
  readonly file: string;
  readonly line: number | undefined;
  readonly service = undefined;
  readonly declaredAt: string | undefined;

  constructor(props: TerraformResourceProps) {
    super(props.attributes, props.resolve);
    this.mode = props.mode;
    this.kind = props.kind;
    this.name = props.name;
    this.stack = props.stack;
    this.location = props.location;
    this.file = props.file;
    this.line = props.line;
    this.declaredAt = props.declaredAt;
    this.id = `${props.stack}/${this.address}`;
  }

  /** As Terraform writes it: `aws_vpc.vpc` or `data.aws_caller_identity.current`. */
  get address(): string {
    return `${this.mode === 'data' ? 'data.' : ''}${this.kind}.${this.name}`;
  }
}
