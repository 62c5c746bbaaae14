export interface Follower {
	openId: string;
	refuses?: number;
}

export interface Task {
	taskId: string;
	followers: Follower[];
	/** Every call for the task is refused with this code. */
	refuses?: number;
}

export interface SeedTask extends Omit<Task, 'followers'> {
	/** Open IDs, or followers in full. */
	followers?: ReadonlyArray<string | Follower>;
}

export interface SeedTasks {
	tasks?: readonly SeedTask[];
}

/** A world without tasks. */
export function createWorld() {
	const tasks = new Map<string, Task>();
	const task = ({ followers = [], ...about }: SeedTask): Task => {
		const full = { ...about, followers: followers.map((one) => (typeof one === 'string' ? { openId: one } : { ...one })) };
		tasks.set(full.taskId, full);
		return full;
	};
	return { state: { tasks }, seed: { task }, seedAll: ({ tasks: given }: SeedTasks) => given?.forEach(task) };
}

export const demo: SeedTasks = {
	tasks: [{ taskId: '83912691-2e43-47fc-94a4-d512e03984fa', followers: ['ou_lin', 'ou_zhou', 'ou_wang'] }],
};
