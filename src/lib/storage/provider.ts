/** Databases that the plugin supports. */
export type Provider = 'sqlite' | 'postgresql';
