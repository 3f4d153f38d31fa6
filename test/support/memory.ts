import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Returns how many bytes are in use, after a garbage collection. */
export function heapAfterCollection(): number {
	collect();
	return process.memoryUsage().heapUsed;
}

export function average(numbers: readonly number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

export function inMebibytes(bytes: number): string {
	return (bytes / 1_024 ** 2).toFixed(1);
}
