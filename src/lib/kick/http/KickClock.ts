import type { IncomingHttpHeaders } from 'node:http';

/** A moment by both clocks of this machine. The one of the wall can be set; the other only runs, but may stop during sleep. */
export interface Moment {
	wall: number;
	steady: number;
}

interface Sighting extends Moment {
	/** How far this machine is ahead of Kick, in milliseconds. */
	aheadMs: number;
}

/** Where in its second Kick answered is not known: half of it on average. */
const DateRoundingMs = 500;
/** Half of the time that an answer took is the error of its date. */
const SlowestAnswerMs = 4_000;
/** More is no clock, but an answer of something else. */
const MaxAheadMs = 24 * 60 * 60_000;
/** Two answers have to agree within this much: one alone may come from a cache or a proxy. */
const AgreementMs = 5_000;
/** When the two clocks of this machine differ by more than before, it was asleep, or its clock was set. */
const StepMs = 2_000;
const KeepMs = 60 * 60_000;
/** A difference up to here does no harm, and is not corrected. */
const WrongMs = 30_000;
/** The greatest error of a sighting. A corrected age is never less than the real one, so that no replay passes for new. */
const ErrorMs = 5_000;

/**
 * Kick's clock, as the `Date` of its answers tells it.
 *
 * A wrong clock of this machine looks like lateness of Kick. Nothing is assumed before two answers in a row agree, and nothing after
 * this machine's clock was set.
 */
export class KickClock {
	#last: Sighting | null = null;
	#agreed: Sighting | null = null;
	#isReportedWrong = false;

	/** @param onChange Told once when the clock of this machine turns out to be wrong, and with 0 when it is right again. */
	public constructor(private readonly onChange: (aheadMs: number) => void = () => {}) {}

	public static moment(): Moment {
		return { wall: Date.now(), steady: performance.now() };
	}

	/** How far the clock of this machine is ahead of Kick's, in milliseconds. 0: not far enough to matter, or not known. */
	public get aheadMs(): number {
		// Asked for each event, and usually nothing is known.
		const agreed = this.#agreed && stillTrue(this.#agreed, KickClock.moment());
		return agreed && Math.abs(agreed.aheadMs) >= WrongMs ? agreed.aheadMs : 0;
	}

	/** How long something was under way that Kick sent, in milliseconds. */
	public lagOf(sentAt: Date, receivedAt: Date): number {
		return receivedAt.getTime() - sentAt.getTime() - this.aheadMs;
	}

	/** The same, and in doubt more. */
	public ageOf(sentAt: Date, receivedAt: Date): number {
		return this.lagOf(sentAt, receivedAt) + (this.aheadMs === 0 ? 0 : ErrorMs);
	}

	/** Learns from an answer of Kick's to a request that began at that moment. */
	public observe({ age, date, 'content-type': contentType }: IncomingHttpHeaders, began: Moment): void {
		const now = KickClock.moment();
		const answeredAt = Date.parse(date ?? '') + DateRoundingMs;
		const aheadMs = Math.round((began.wall + now.wall) / 2 - answeredAt);
		const isUseful = now.steady - began.steady <= SlowestAnswerMs && Math.abs(aheadMs) <= MaxAheadMs;
		const isKicks = (age ?? '0') === '0' && !contentType?.includes('html');
		if (!isUseful || !isKicks || hasStepped(began, now)) return;

		const before = stillTrue(this.#last, now);
		this.#last = { ...now, aheadMs };
		if (!before || Math.abs(before.aheadMs - aheadMs) > AgreementMs) return;
		this.#agreed = this.#last;
		this.#report(aheadMs);
	}

	#report(aheadMs: number): void {
		// Once reported, it has to be clearly right: a clock at the limit would fill the log.
		const isWrong = Math.abs(aheadMs) >= (this.#isReportedWrong ? WrongMs / 2 : WrongMs);
		if (isWrong === this.#isReportedWrong) return;
		this.#isReportedWrong = isWrong;
		this.onChange(isWrong ? aheadMs : 0);
	}
}

function stillTrue(sighting: Sighting | null, now: Moment): Sighting | null {
	const isTrue = sighting && now.steady - sighting.steady <= KeepMs && !hasStepped(sighting, now);
	return isTrue ? sighting : null;
}

function hasStepped(before: Moment, after: Moment): boolean {
	return Math.abs(after.wall - before.wall - (after.steady - before.steady)) > StepMs;
}
