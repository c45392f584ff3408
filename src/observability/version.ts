import manifest from '../../package.json' with { type: 'json' };

/** Version of Floorwalker from `package.json`. */
export const VERSION = manifest.version;
