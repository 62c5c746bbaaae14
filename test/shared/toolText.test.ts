import { forAgent } from '../../nodes/shared/engine/report/toolText';

test.each([
	['Run the workflow again.', 'Try again.'],
	['Look it up in Feishu, or run the workflow again: repeating is safe.', 'Look it up in Feishu, or try again: repeating is safe.'],
	['Run the workflow again. If it happens again, run the workflow again later.', 'Try again. If it happens again, try again later.'],
	['Open the credential and check it.', 'Open the credential and check it.'],
])('%j is for an agent %j', (advice, words) => {
	expect(forAgent({ code: null, reason: '', what_to_do: advice, log_id: null })).toBe(words);
});

test('what an agent should do otherwise is said in its own words', () => {
	expect(forAgent({ code: null, reason: '', what_to_do: 'Switch it off.', for_agent: 'Ask first.', log_id: null })).toBe('Ask first.');
});
