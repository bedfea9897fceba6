/** One line or bar of a panel. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  readonly kind: 'timeseries' | 'stat' | 'bargauge' | 'table';
  /** Grafana's name of a unit: `reqps`, `percentunit`, `ms`, `s`, `bytes`, `short`. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** Why it is there, or what it cannot show. */
  readonly note?: string;
}

export interface Dashboard {
  /** Stable, so that links to it live on; at most 40 characters. */
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly panels: readonly Panel[];
}

const COLUMNS = 24;
const ACROSS = 3;
const HEIGHT = 7;
/** Version of Grafana's dashboard model. */
const SCHEMA_VERSION = 39;
const SOURCE = { type: 'prometheus', uid: 'metrics' };

/** The dashboard as Grafana loads it: three panels in a row, nothing that equals a default. */
export const dashboardJson = ({ uid, title, tags, panels }: Dashboard): string =>
  JSON.stringify({
    uid,
    title,
    tags,
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    panels: panels.map((panel, index) => ({
      id: index + 1,
      type: panel.kind,
      title: panel.title,
      ...(panel.note === undefined ? {} : { description: panel.note }),
      datasource: SOURCE,
      gridPos: {
        x: (index % ACROSS) * (COLUMNS / ACROSS),
        y: Math.floor(index / ACROSS) * HEIGHT,
        w: COLUMNS / ACROSS,
        h: HEIGHT,
      },
      fieldConfig: { defaults: { unit: panel.unit }, overrides: [] },
      targets: panel.queries.map(({ expr, legend }, position) => ({
        refId: 'ABCDEFGH'.charAt(position),
        expr,
        legendFormat: legend,
      })),
    })),
  });
