/** Somebody in a user group. */
export interface GroupMember {
	openId: string;
	/** A call that takes this person out is refused with this code. */
	refuses?: number;
	/** Outside the contact scope of the app: lists leave this person out, though counts do not. */
	isHidden?: true;
}

export interface UserGroup {
	groupId: string;
	name: string;
	kind: 'ordinary' | 'dynamic';
	members: GroupMember[];
	/** Departments that are in it as a whole. */
	departments: string[];
	/** Outside the contact scope of the app. */
	isHidden?: true;
	/** Its list of members is refused with this code. */
	refusesReading?: number;
	/** Nobody can be added: with this code. */
	refusesAdding?: number;
}

export interface SeedUserGroup extends Pick<UserGroup, 'groupId'>, Partial<Omit<UserGroup, 'groupId' | 'members'>> {
	/** Open IDs, or members in full. */
	members?: ReadonlyArray<string | GroupMember>;
}

export interface SeedUserGroups {
	userGroups?: readonly SeedUserGroup[];
}

/** A world without user groups. */
export function createWorld() {
	const userGroups = new Map<string, UserGroup>();
	const userGroup = ({ members = [], ...about }: SeedUserGroup): UserGroup => {
		const full: UserGroup = {
			name: `Group ${about.groupId}`,
			kind: 'ordinary',
			departments: [],
			...about,
			members: members.map((one) => (typeof one === 'string' ? { openId: one } : { ...one })),
		};
		userGroups.set(full.groupId, full);
		return full;
	};
	return { state: { userGroups }, seed: { userGroup }, seedAll: ({ userGroups: given }: SeedUserGroups) => given?.forEach(userGroup) };
}

export const demo: SeedUserGroups = {
	userGroups: [
		{ groupId: 'g_sandbox_vpn', name: 'VPN users', members: ['ou_lin', 'ou_zhou', 'ou_wang'] },
		{ groupId: 'g_sandbox_finance', name: '财务审批', members: ['ou_zhou'], departments: ['od_finance'] },
		{ groupId: 'g_sandbox_shanghai', name: 'Everybody in Shanghai', kind: 'dynamic', members: ['ou_lin', 'ou_wang'] },
	],
};
