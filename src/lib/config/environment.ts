import { existsSync } from 'node:fs';
import type { Environment } from './loadConfig.js';

/** The process's environment: read here and nowhere else. */
export function environment(): Environment {
	return process.env;
}

/** The same with the working folder's `.env` file below it, as for the ready bot. */
export function environmentWithFile(): Environment {
	if (existsSync('.env')) process.loadEnvFile('.env');
	return process.env;
}
