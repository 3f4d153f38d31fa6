import type { IncomingHttpHeaders } from 'node:http';

/** Moment by both clocks of this machine. The wall clock can be set. The steady clock cannot, but may stop in sleep. */
export interface Moment {
	wall: number;
	steady: number;
}

interface Measurement extends Moment {
	/** Milliseconds by which this machine is ahead of Kick. */
	aheadMs: number;
}

/** Average rounding error of the `Date` header, which has whole seconds. */
const DateRoundingMs = 500;
/** Maximum duration of a request whose `Date` is used. The error of the date is half of the duration. */
const MaxAnswerMs = 4_000;
/** A larger difference comes from an answer of another server, not from a clock. */
const MaxAheadMs = 24 * 60 * 60_000;
/** Two answers have to agree within this difference, because one alone may come from a cache or a proxy. */
const AgreementMs = 5_000;
/** Difference between the clocks of this machine that means that it slept or its clock was set. */
const StepMs = 2_000;
const KeepMs = 60 * 60_000;
/** Smaller differences do no harm and are not corrected. */
const WrongMs = 30_000;
/** Maximum error of a measurement. A corrected age is never below the real age, so no replay passes as new. */
const ErrorMs = 5_000;

/**
 * Kick's clock, read from the `Date` header of its answers.
 *
 * It is needed because a wrong clock of this machine makes Kick look late. The difference is unknown until two answers
 * in a row agree, and again after this machine's clock was set.
 */
export class KickClock {
	#last: Measurement | null = null;
	#agreed: Measurement | null = null;
	#isReportedWrong = false;

	/** @param onChange Called once when the clock of this machine is wrong, and with 0 when it is right again. */
	public constructor(private readonly onChange: (aheadMs: number) => void = () => {}) {}

	public static moment(): Moment {
		return { wall: Date.now(), steady: performance.now() };
	}

	/** Milliseconds by which the clock of this machine is ahead of Kick's. 0 when unknown or too small to matter. */
	public get aheadMs(): number {
		// Fast path, because this runs for each event and there is usually no measurement.
		const agreed = this.#agreed && stillTrue(this.#agreed, KickClock.moment());
		return agreed && Math.abs(agreed.aheadMs) >= WrongMs ? agreed.aheadMs : 0;
	}

	/** Returns the delay between sending and receiving, in milliseconds. */
	public lagOf(sentAt: Date, receivedAt: Date): number {
		return receivedAt.getTime() - sentAt.getTime() - this.aheadMs;
	}

	/** Returns the delay plus the maximum error of the correction. */
	public ageOf(sentAt: Date, receivedAt: Date): number {
		return this.lagOf(sentAt, receivedAt) + (this.aheadMs === 0 ? 0 : ErrorMs);
	}

	/** Measures the difference from an answer of Kick and the start of its request. */
	public observe({ age, date, 'content-type': contentType }: IncomingHttpHeaders, began: Moment): void {
		const now = KickClock.moment();
		const answeredAt = Date.parse(date ?? '') + DateRoundingMs;
		const aheadMs = Math.round((began.wall + now.wall) / 2 - answeredAt);
		const isUseful = now.steady - began.steady <= MaxAnswerMs && Math.abs(aheadMs) <= MaxAheadMs;
		const isKicks = (age ?? '0') === '0' && !contentType?.includes('html');
		if (!isUseful || !isKicks || hasStepped(began, now)) return;

		const before = stillTrue(this.#last, now);
		this.#last = { ...now, aheadMs };
		if (!before || Math.abs(before.aheadMs - aheadMs) > AgreementMs) return;
		this.#agreed = this.#last;
		this.#report(aheadMs);
	}

	#report(aheadMs: number): void {
		// After a report, the clock has to be clearly right. Otherwise a clock at the limit would fill the log.
		const isWrong = Math.abs(aheadMs) >= (this.#isReportedWrong ? WrongMs / 2 : WrongMs);
		if (isWrong === this.#isReportedWrong) return;
		this.#isReportedWrong = isWrong;
		this.onChange(isWrong ? aheadMs : 0);
	}
}

function stillTrue(measurement: Measurement | null, now: Moment): Measurement | null {
	const isTrue = measurement && now.steady - measurement.steady <= KeepMs && !hasStepped(measurement, now);
	return isTrue ? measurement : null;
}

function hasStepped(before: Moment, after: Moment): boolean {
	return Math.abs(after.wall - before.wall - (after.steady - before.steady)) > StepMs;
}
