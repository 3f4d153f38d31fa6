/** Part of Sapphire's logger that the library uses, so that `lib` needs nothing else of Sapphire's framework. */
export interface Logger {
	debug(...values: readonly unknown[]): void;
	info(...values: readonly unknown[]): void;
	warn(...values: readonly unknown[]): void;
	error(...values: readonly unknown[]): void;
}
