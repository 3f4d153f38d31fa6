/** The part of Sapphire's logger that the library uses; `lib` knows nothing else of Sapphire's. */
export interface Logger {
	debug(...values: readonly unknown[]): void;
	info(...values: readonly unknown[]): void;
	warn(...values: readonly unknown[]): void;
	error(...values: readonly unknown[]): void;
}
