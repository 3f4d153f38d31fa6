/** The databases that the plugin works with. */
export type Provider = 'sqlite' | 'postgresql';
