/** Somebody in a role, and for which departments. */
export interface RoleMember {
	openId: string;
	scope: 'All' | 'Part' | 'None';
	departments: string[];
	/** A call that takes this person out gives this reason. */
	refuses?: number;
	/** Lists leave this person out. */
	isHidden?: true;
}

export interface Role {
	roleId: string;
	members: RoleMember[];
}

export interface SeedRole extends Pick<Role, 'roleId'> {
	/** Open IDs, or members with what they have. */
	members?: ReadonlyArray<string | (Pick<RoleMember, 'openId'> & Partial<RoleMember>)>;
}

export interface SeedRoles {
	roles?: readonly SeedRole[];
}

/** A world without roles. */
export function createWorld() {
	const roles = new Map<string, Role>();
	const role = ({ roleId, members = [] }: SeedRole): Role => {
		const full: Role = {
			roleId,
			members: members.map((one) => ({ scope: 'None' as const, departments: [], ...(typeof one === 'string' ? { openId: one } : one) })),
		};
		roles.set(roleId, full);
		return full;
	};
	return { state: { roles }, seed: { role }, seedAll: ({ roles: given }: SeedRoles) => given?.forEach(role) };
}

export const demo: SeedRoles = {
	roles: [
		{
			roleId: '7vrj3vk70xk7v5r',
			members: [
				{ openId: 'ou_lin', scope: 'Part', departments: ['od-finance', 'od-legal'] },
				{ openId: 'ou_zhou', scope: 'All' },
				'ou_wang',
			],
		},
	],
};
