/**
 * Simulated Kick and Discord on loopback ports, for tests of bots that use this plugin.
 *
 * @packageDocumentation
 */

export { Browser } from './Browser.js';
export { botEnvironment } from './botEnvironment.js';
export type { Hop, Page } from './browser/Page.js';
export * from './discord/index.js';
export * from './kick/index.js';
