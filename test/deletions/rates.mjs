// Feishu's rate tiers, as the documentation states them; all of one tier's are to be held at once.

export const tenPerSecond = [{ calls: 10, perMs: 1_000 }];

export const hundredPerMinute = [{ calls: 100, perMs: 60_000 }];

export const fiftyPerSecond = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

export const twentyPerSecond = [{ calls: 20, perMs: 1_000 }];
