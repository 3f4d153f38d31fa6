/** With the same separators wherever the bot runs. */
export function figure(count: number): string {
	return count.toLocaleString('en-US');
}
