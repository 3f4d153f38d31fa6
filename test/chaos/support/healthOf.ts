import type { RecorderBot } from './RecorderBot.js';

/** What a process answers to `GET /health`. */
export async function healthOf({ url }: RecorderBot): Promise<{ status: number; parts: Record<string, string> }> {
	const response = await fetch(new URL('/health', url ?? undefined));
	const { parts } = (await response.json()) as { parts: Record<string, string> };
	return { status: response.status, parts };
}
