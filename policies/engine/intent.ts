import type {
  DeclaredCall,
  DeclaredExternal,
  DeclaredJurisdiction,
  DeclaredLocation,
  DeclaredPlatform,
  DeclaredService,
  DeclaredTopic,
} from './intent-schema.js';
import type { Subject } from './subject.js';

/** A declared value as the subject of a rule: populations come from what must exist, not only from what does. */
export interface Declared<T> extends Subject {
  readonly value: T;
}

export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** What the definitions promise: the resolved platform as rules read it, with look-ups by name. */
export class DeclaredIntent {
  readonly #services: ReadonlyMap<string, DeclaredService>;
  readonly #namespaces: ReadonlyMap<string, DeclaredService>;
  readonly #locations: ReadonlyMap<string, DeclaredLocation>;
  readonly #jurisdictions: ReadonlyMap<string, DeclaredJurisdiction>;
  readonly #externals: ReadonlyMap<string, DeclaredExternal>;

  constructor(
    readonly platform: DeclaredPlatform,
    /** Path of the platform file relative to the judged directory. */
    readonly file: string,
  ) {
    this.#services = byName(platform.services);
    this.#namespaces = new Map(platform.services.map((service) => [service.derived.namespace, service]));
    this.#locations = byName(platform.locations);
    this.#jurisdictions = byName(platform.jurisdictions);
    this.#externals = byName(platform.externals);
  }

  service(name: string): DeclaredService | undefined {
    return this.#services.get(name);
  }
  serviceOfNamespace(namespace: string): DeclaredService | undefined {
    return this.#namespaces.get(namespace);
  }
  location(name: string): DeclaredLocation | undefined {
    return this.#locations.get(name);
  }
  jurisdiction(name: string): DeclaredJurisdiction | undefined {
    return this.#jurisdictions.get(name);
  }
  external(name: string): DeclaredExternal | undefined {
    return this.#externals.get(name);
  }

  /** Jurisdiction of a location, of what joins locations of one, or of a jurisdiction's own name; undefined for `global`. */
  jurisdictionOf(scope: string): DeclaredJurisdiction | undefined {
    const joined = [...new Set(this.joinedBy(scope).map(({ jurisdiction }) => jurisdiction))];
    const named = this.#locations.get(scope)?.jurisdiction ?? (joined.length === 1 ? joined[0] : undefined) ?? scope;
    return this.#jurisdictions.get(named);
  }

  /** The locations that a scope such as `use1-usc1` joins, in the order of its name; none for any other scope. */
  joinedBy(scope: string): readonly DeclaredLocation[] {
    const joining = this.platform.stacks.find((stack) => stack.scope === scope && stack.locations.length > 1);
    if (joining === undefined || this.#jurisdictions.has(scope)) return [];
    return joining.locations.flatMap((name) => this.#locations.get(name) ?? []);
  }

  /** Services placed in a location; those of all locations that are joined or share a jurisdiction; all of them for `global`. */
  servicesAt(scope: string): readonly DeclaredService[] {
    const joined = this.joinedBy(scope).map(({ name }) => name);
    const shared = joined.length > 0 ? joined : this.#jurisdictions.get(scope)?.locations;
    const locations = this.#locations.has(scope) ? [scope] : shared;
    if (locations === undefined) return this.platform.services;
    return this.platform.services.filter((service) => service.locations.some((name) => locations.includes(name)));
  }

  callsOf(service: string): readonly DeclaredCall[] {
    return this.platform.calls.filter(({ caller }) => caller === service);
  }
  callsTo(service: string): readonly DeclaredCall[] {
    return this.platform.calls.filter(({ callee, kind }) => kind === 'service' && callee === service);
  }

  /** One subject per service and location it is placed in. */
  placements(): readonly Declared<DeclaredService>[] {
    return this.platform.services.flatMap((service) =>
      service.locations.map((location) => ({
        ...this.#declared('Service', service.name, location, service, `services[${service.name}].name`),
        service: service.name,
      })),
    );
  }
  locations(): readonly Declared<DeclaredLocation>[] {
    return this.platform.locations.map((value) =>
      this.#declared('Location', value.name, value.name, value, `locations[${value.name}].name`),
    );
  }
  jurisdictions(): readonly Declared<DeclaredJurisdiction>[] {
    return this.platform.jurisdictions.map((value) =>
      this.#declared('Jurisdiction', value.name, value.name, value, `jurisdictions[${value.name}].name`),
    );
  }
  topics(): readonly Declared<DeclaredTopic>[] {
    return this.platform.topics.map((topic) => ({
      ...this.#declared('Topic', topic.name, 'global', topic, `topics[${topic.name}]`),
      service: topic.owner,
    }));
  }
  externals(): readonly Declared<DeclaredExternal>[] {
    return this.platform.externals.map((value) =>
      this.#declared('External', value.name, 'global', value, `externals[${value.name}].name`),
    );
  }
  calls(): readonly Declared<DeclaredCall>[] {
    return this.platform.calls.map((call) => ({
      ...this.#declared(
        'Call',
        `${call.caller}->${call.callee}`,
        'global',
        call,
        `calls[${call.caller}->${call.callee}]`,
      ),
      service: call.caller,
    }));
  }

  /** File and line where a person wrote the value at a path, or its nearest written parent; undefined for defaults. */
  sourceOf(path: string): SourceLine | undefined {
    const { provenance } = this.platform;
    for (let current = path; current !== ''; current = parentOf(current)) {
      const written = /^(?:override )?([^\s:]+):(\d+):\d+$/.exec(provenance[current] ?? '');
      if (written?.[1] !== undefined) return { file: written[1], line: Number(written[2]) };
    }
    return undefined;
  }

  #declared<T>(kind: string, name: string, location: string, value: T, declaredAt: string): Declared<T> {
    return {
      id: `declared/${location}/${kind}/${name}`,
      location,
      kind,
      name,
      file: this.file,
      line: undefined,
      service: undefined,
      declaredAt,
      value,
    };
  }
}

/** `services[a].data.postgres` → `services[a].data` → `services[a]` → nothing. */
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

const byName = <T extends { readonly name: string }>(values: readonly T[]): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [value.name, value]));
