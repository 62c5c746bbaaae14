import { placeFrom, type MailPlace, type SeedMailPlace } from '../../sandbox/mailPlaces';

export interface SeedMailgroups {
	mailgroups?: readonly SeedMailPlace[];
}

/** A world without mailing lists; their members are things. */
export function createWorld() {
	const mailgroups = new Map<string, MailPlace>();
	const mailgroup = (seed: SeedMailPlace): MailPlace => {
		const place = placeFrom(seed);
		mailgroups.set(place.id, place);
		return place;
	};
	return { state: { mailgroups }, seed: { mailgroup }, seedAll: ({ mailgroups: given }: SeedMailgroups) => given?.forEach(mailgroup) };
}

/** What is there for people who look around. */
export const demo = {
	mailgroups: [
		{ id: 'mlg_all', email: 'all@example.com', name: 'All staff' },
		{ id: 'mlg_sales', email: 'sales@example.com', name: '销售' },
	],
	things: {
		mailingListMember: [
			{ id: '7301001', in: 'mlg_all', row: { type: 'USER', user_id: 'ou_lin' } },
			{ id: '7301002', in: 'mlg_all', row: { type: 'DEPARTMENT', department_id: 'od-design' } },
			{ id: '7301003', in: 'mlg_sales', row: { type: 'USER', user_id: 'ou_lin' } },
			{ id: '7301004', in: 'mlg_sales', row: { type: 'USER', user_id: 'ou_zhou' } },
			{ id: '7301005', in: 'mlg_sales', row: { type: 'EXTERNAL_USER', email: 'partner@example.org' } },
		],
	},
};
