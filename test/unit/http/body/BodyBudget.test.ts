import { describe, expect, it, vi } from 'vitest';
import { BodyBudget } from '../../../../src/lib/http/body/BodyBudget.js';

function opened(budget: BodyBudget, bytes: number) {
	const giveUp = vi.fn(() => budget.giveBack(share));
	const share = budget.open(giveUp);
	budget.grow(share, bytes);
	return { share, giveUp };
}

describe('the budget of bodies', () => {
	it('ends the largest body first, in any order of arrival', () => {
		const budget = new BodyBudget(100);
		const [small, large, middle] = [10, 60, 30].map((bytes) => opened(budget, bytes));
		const last = opened(budget, 1);
		expect(large!.giveUp).toHaveBeenCalledOnce();
		for (const { giveUp } of [small!, middle!, last]) expect(giveUp).not.toHaveBeenCalled();
	});

	it('ends as many bodies as necessary', () => {
		const budget = new BodyBudget(100);
		const first = opened(budget, 50);
		const second = opened(budget, 40);
		const huge = opened(budget, 200);
		expect(huge.giveUp).toHaveBeenCalledOnce();
		for (const { giveUp } of [first, second]) expect(giveUp).not.toHaveBeenCalled();
	});

	it('counts released bytes no more, and releases them once', () => {
		const budget = new BodyBudget(100);
		const { share } = opened(budget, 90);
		budget.giveBack(share);
		budget.giveBack(share);
		expect(opened(budget, 100).giveUp).not.toHaveBeenCalled();
		expect(opened(budget, 1).giveUp.mock.calls.length).toBe(0);
	});
});
