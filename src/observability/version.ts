import manifest from '../../package.json' with { type: 'json' };

/** Floorwalker's own, of `package.json`. */
export const VERSION = manifest.version;
