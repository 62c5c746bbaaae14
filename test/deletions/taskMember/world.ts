/** A list of tasks, as the newer version of the task API has them. */
export interface Tasklist {
	guid: string;
	name: string;
	/** The app ID or open ID of who owns it. */
	owner: string;
	/** App IDs and open IDs of those who may read it, and of those who may also change what is in it. */
	viewers: string[];
	editors: string[];
	/** The tasks in it. */
	taskIds: string[];
}

export interface SeedTasklists {
	tasklists?: ReadonlyArray<Pick<Tasklist, 'guid'> & Partial<Tasklist>>;
}

/** A world without lists of tasks. The tasks themselves are those of the older version. */
export function createWorld() {
	const tasklists = new Map<string, Tasklist>();
	const tasklist = (about: Pick<Tasklist, 'guid'> & Partial<Tasklist>): Tasklist => {
		const full: Tasklist = { name: `List ${about.guid}`, owner: 'cli_sandbox', viewers: [], editors: [], taskIds: [], ...about };
		tasklists.set(full.guid, full);
		return full;
	};
	/** By which calls that add members are known again. */
	const taskTokens = new Map<string, { at: number }>();
	return {
		state: { tasklists, taskTokens },
		seed: { tasklist },
		seedAll: ({ tasklists: given }: SeedTasklists) => given?.forEach(tasklist),
	};
}

export const demo: SeedTasklists = {
	tasklists: [
		{
			guid: 'b45b360f-1961-4058-b338-7f50c96e1b52',
			name: 'Product',
			editors: ['ou_lin'],
			taskIds: ['83912691-2e43-47fc-94a4-d512e03984fa', '6c9e2d18-bf47-4a90-a1e3-78d5f4b0c962', 'd7815a3b-0c64-4b2f-9e7d-e2a64c1f5083'],
		},
		{
			guid: '0d7f3c94-5ab2-4c1e-8f60-92e1d4b7a8c5',
			name: 'Office',
			viewers: ['ou_sandbox_user'],
			taskIds: ['2f6b4c0e-7d1a-4f35-9c58-0b9e1a7d4c21', 'a4d0c7f2-31be-4e0b-8a6d-5c2f90e1b7a3', '83912691-2e43-47fc-94a4-d512e03984fa'],
		},
	],
};
