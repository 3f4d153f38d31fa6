/**
 * A simulated Kick and a simulated Discord on loopback ports, for tests of bots that use this plugin.
 *
 * @packageDocumentation
 */
export { Browser } from './Browser.js';
export type { Hop, Page } from './browser/Page.js';
export * as discord from './discord/index.js';
export { SimulatedDiscord, type SimulatedDiscordOptions } from './discord/index.js';
export * as kick from './kick/index.js';
export { SimulatedKick, type SimulatedKickOptions } from './kick/index.js';
