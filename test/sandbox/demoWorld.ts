import { DEMOS } from '../deletions/sandbox';
import type { SeedRequest } from './seed';

/** A little of everything, for people who want to look around. */
export const DEMO_WORLD: readonly SeedRequest[] = [
	{
		people: [
			{ openId: 'ou_lin', unionId: 'on_lin', userId: 'emp_lin', email: 'lin@example.com', mobile: '13800138000' },
			{ openId: 'ou_zhou', unionId: 'on_zhou', userId: 'emp_zhou', email: 'zhou@example.com', mobile: '+6581234567' },
		],
	},
	...DEMOS,
];
