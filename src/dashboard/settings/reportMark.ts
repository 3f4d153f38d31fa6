import { createHash } from 'node:crypto';
import type { ConfigReport } from '../../lib/diagnosis/ConfigReport.js';

/** Another one as soon as the report says something else. */
export function reportMark(report: ConfigReport): string {
	return createHash('sha256').update(JSON.stringify(report)).digest('base64url').slice(0, 16);
}
