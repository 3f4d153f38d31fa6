import type { Environment } from './loadConfig.js';

/** The process's environment: read here and nowhere else. */
export function environment(): Environment {
	return process.env;
}
