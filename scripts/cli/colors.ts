import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colours for one stream: on a terminal unless NO_COLOR is set, elsewhere only when FORCE_COLOR asks for them. */
export function colorsFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Colors {
  if (isSet(environment['NO_COLOR'])) return picocolors.createColors(false);
  if (isSet(environment['FORCE_COLOR']) && environment['FORCE_COLOR'] !== '0') return picocolors.createColors(true);
  return picocolors.createColors(stream.isTTY === true && environment['TERM'] !== 'dumb');
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
